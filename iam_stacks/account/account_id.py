"""Which account it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.properties import texts
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.text import Fault
from iam_stacks.account.error import AccountError
from iam_stacks.account.gathered import Gathered
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import symbol

UNKNOWN = symbol("AWS::AccountId")

_OF_THE_SAME_ACCOUNT: Mapping[str, tuple[str, ...]] = {
    "AWS::IAM::User": ("ManagedPolicyArns", "PermissionsBoundary"),
    "AWS::IAM::Group": ("ManagedPolicyArns",),
    "AWS::IAM::Role": ("ManagedPolicyArns", "PermissionsBoundary"),
    "AWS::Lambda::Function": ("Role",),
    "AWS::StepFunctions::StateMachine": ("RoleArn",),
    "AWS::ECS::TaskDefinition": ("TaskRoleArn", "ExecutionRoleArn"),
    "AWS::CodeBuild::Project": ("ServiceRole",),
    "AWS::KMS::Alias": ("TargetKeyId",),
}
"""Properties with ARNs that AWS takes only from the account that the resource itself is in.

Sources: IAM User Guide, "Managed policies and inline policies" (an identity has policies of its own account or of AWS)
and "Grant a user permissions to pass a role to an AWS service" (a role is passed within its account); KMS Developer
Guide, "Aliases in AWS KMS". An ARN in a Resource or Principal element may be of any account, so none of these counts.
"""


def account_of(
    stacks: Sequence[Stack], exported: Iterable[str], *, given: str | None, region: str | None, partition: str | None
) -> tuple[str, str]:
    """Return the account's id, or the symbol of AWS::AccountId, and how it was determined.

    Args:
        stacks: the stacks.
        exported: the ARNs of an account's export.
        given: what the user says.
        region: the region that the user says.
        partition: the partition that the user says.

    Raises:
        AccountError: several accounts are described, or another one than the user says.
    """
    exports = {arn.account for arn in map(split_arn, exported) if arn and arn.account.isdecimal()}
    environments = {stack.account for stack in stacks if stack.account}
    found = sorted(exports | environments)
    if len(found) > 1 and given not in found:
        other = f", not {given}" if given else ""
        raise AccountError(f"what was read is of the accounts {', '.join(found)}; give one of them{other}")
    if exports and given and given not in exports:
        raise AccountError(f"what was read is of the account {', '.join(sorted(exports))}, not {given}")
    if given:
        return given, "given"
    if found:
        return found[0], "the account's export" if exports else "the environment of the stacks"
    return _agreed(stacks, region=region, partition=partition)


def _agreed(stacks: Sequence[Stack], *, region: str | None, partition: str | None) -> tuple[str, str]:
    """Return the one account that the stacks' resources agree on, by ARNs that must be of the same account."""
    deployment = Deployment(stacks, account=UNKNOWN, region=region, partition=partition)
    accounts = dict.fromkeys(_own_accounts(deployment))
    listed = ", ".join(sorted(accounts))
    if len(accounts) == 1:
        return listed, "the ARNs that must be of the same account as the resource they are given to"
    if accounts:
        return UNKNOWN, f"not known: ARNs that must be of the stacks' account are of {listed}"
    return UNKNOWN, "not known"


def _own_accounts(deployment: Deployment) -> Iterable[str]:
    nowhere = Gathered()
    for resource in deployment.resources():
        for name in _OF_THE_SAME_ACCOUNT.get(resource.type, ()):
            try:
                arns = [split_arn(text) for text, _ in texts(resource, name, nowhere)]
            except (Fault, RecursionError):
                continue
            yield from (arn.account for arn in arns if arn and arn.account.isdecimal())
