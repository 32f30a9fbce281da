"""Which account it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from iam_stacks.account.cloudformation.arns import KINDS
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.properties import texts
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.text import Fault
from iam_stacks.account.error import AccountError
from iam_stacks.account.gathered import Gathered
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import symbol

UNKNOWN = symbol("AWS::AccountId")
_PRINCIPALS = ("Principal", "NotPrincipal")

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
Guide, "Aliases in AWS KMS". Any other ARN may be of any account, unless it is that of one of the stacks' own resources.
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
        return listed, "the ARNs of the stacks' own resources"
    if accounts:
        return UNKNOWN, f"not known: ARNs that must be of the stacks' account are of {listed}"
    return UNKNOWN, "not known"


def _own_accounts(deployment: Deployment) -> Iterable[str]:
    """Yield the accounts of ARNs that must be of this account, or that are those of the stacks' own resources."""
    resources = list(deployment.resources())
    own = set(filter(None, map(_identified, resources)))
    for resource in resources:
        for arn in filter(None, map(split_arn, _texts(resource.properties))):
            if arn.account.isdecimal() and (arn.service, arn.resource) in own:
                yield arn.account
    yield from _of_the_same_account(deployment)


def _identified(resource: Resource) -> tuple[str, str] | None:
    """Return what an ARN of the resource has besides region and account; None if that cannot be known."""
    try:
        arn = split_arn(resource.arn) if resource.type in KINDS else None
    except (Fault, RecursionError):
        return None
    return arn and (arn.service, arn.resource)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value, but not whom it names as principals: these may be of any account."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            waiting += [item for name, item in each.items() if name not in _PRINCIPALS]
        elif isinstance(each, list):
            waiting += each


def _of_the_same_account(deployment: Deployment) -> Iterable[str]:
    nowhere = Gathered()
    for resource in deployment.resources():
        for name in _OF_THE_SAME_ACCOUNT.get(resource.type, ()):
            try:
                arns = [split_arn(text) for text, _ in texts(resource, name, nowhere)]
            except (Fault, RecursionError):
                continue
            yield from (arn.account for arn in arns if arn and arn.account.isdecimal())
