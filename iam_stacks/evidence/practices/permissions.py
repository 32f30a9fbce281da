"""What policies allow, and whom they trust."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Declared, Group, Role, User
from iam_stacks.account.place import Place
from iam_stacks.checks.views import PolicyView
from iam_stacks.evidence.parameter import ends
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of, claimed
from iam_stacks.monitoring.watched import CisNumbers
from iam_stacks.policy.kind import IDENTITY, RESOURCE, TRUST
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import show_symbols

_EVERYTHING = ("*", "*:*")
_SUPPORT, _SHELL = "policy/AWSSupportAccess", "policy/AWSCloudShellFullAccess"
_WIDE = ("full-service-access", "administrator-equivalent")
"""The second one says of administrators what the first one would."""
_OPEN = ("resource-open-principal", "trust-open-principal", "trust-open-principal-conditioned")

_Holder = User | Group | Role


def _no_administrators(records: Records) -> Shown:
    policies = (claimed(records.at(each.place), _everything(each)) for each in records.policies(IDENTITY))
    return all_of([*policies, *map(_unread, records.holders)])


def _everything(policy: PolicyView) -> Iterator[Claim]:
    wide = policy.document and any(map(_allows_everything, policy.document.statements))
    yield None if wide is None else not wide, f"allows everything by the policy {policy.name}"


def _allows_everything(statement: Statement) -> bool:
    actions, resources = statement.actions or (), statement.resources or ()
    return statement.effect == "Allow" and "*" in resources and any(each in _EVERYTHING for each in actions)


def _unread(holder: _Holder) -> Shown:
    """Return what is not known of somebody whose policies were not all read."""
    unread = set(holder.attached) - {policy.name for policy in holder.policies}
    return Shown(
        open=tuple(f"{called(holder)} has {show_symbols(name)}, which was not read" for name in sorted(unread))
    )


def _no_full_services(records: Records) -> Shown:
    policies = (
        claimed(records.at(each.place), _is_read(each)) for each in records.policies(IDENTITY) if not each.of_aws
    )
    return all_of([*policies, Shown(against=records.found(*_WIDE, own=True))])


def _is_read(policy: PolicyView) -> Iterator[Claim]:
    """Yield that a policy is known not to be at fault, as far as no rule says so."""
    yield policy.document is not None or None, f"allows too much by the policy {policy.name}"


def _support_role(records: Records) -> Shown:
    roles = [each for each in records.account.roles if any(arn.endswith(_SUPPORT) for arn in each.attached)]
    return any_of(claimed(called(role), [records.exists(role)]) for role in roles)


def _no_shell(records: Records) -> Shown:
    return all_of(claimed(called(each), _shell(each)) for each in records.holders)


def _shell(holder: _Holder) -> Iterator[Claim]:
    yield not any(arn.endswith(_SHELL) for arn in holder.attached), "has AWSCloudShellFullAccess"


def _nobody_is_open_to_all(records: Records) -> Shown:
    policies = (claimed(records.at(each.place), _is_read(each)) for each in records.policies(TRUST, RESOURCE))
    permissions = (Place(each.template or "", each.logical_id or "") for each in records.account.resource_policies)
    return all_of([*policies, Shown(by=tuple(map(records.at, permissions)), against=records.found(*_OPEN))])


def _instances_have_roles(records: Records) -> Shown:
    return all_of(claimed(called(each), _profile(each)) for each in records.declared("AWS::EC2::Instance"))


def _profile(instance: Declared) -> Iterator[Claim]:
    has = "IamInstanceProfile" in instance.properties
    yield has or (None if "LaunchTemplate" in instance.properties else False), "has no instance profile"


PERMISSION_PRACTICES: tuple[Practice, ...] = (
    Practice(
        id="no-administrators",
        says="no policy allows every action on every resource",
        cis=CisNumbers(v3="1.16", v5="1.15", v7="2.14"),
        security_hub=("IAM.1",),
        config_rules=("IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",),
        nag_rules=("NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess", "AwsSolutions-IAM5"),
        our_rules=("administrator-equivalent",),
        by=("DelegatedAdminBoundary", "boundaries"),
        proof=_no_administrators,
    ),
    Practice(
        id="no-full-services",
        says="no policy of the account allows every action of a service",
        security_hub=("IAM.21",),
        config_rules=("IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",),
        nag_rules=("NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess", "AwsSolutions-IAM5"),
        our_rules=_WIDE,
        by=("LambdaExecutionRole", "policies"),
        proof=_no_full_services,
    ),
    Practice(
        id="support-role",
        says="a role is there for cases with AWS Support",
        cis=CisNumbers(v3="1.17", v5="1.16", v7="2.15"),
        security_hub=("IAM.18",),
        config_rules=("IAM_POLICY_IN_USE",),
        parameters=(ends("policyARN", _SUPPORT),),
        by=("SupportRole", "roles.NAME.kind"),
        proof=_support_role,
    ),
    Practice(
        id="no-cloudshell",
        says="nobody has the policy for all of CloudShell",
        cis=CisNumbers(v3="1.22", v5="1.21", v7="2.20"),
        security_hub=("IAM.27",),
        config_rules=("IAM_POLICY_BLACKLISTED_CHECK",),
        parameters=(ends("policyArns", _SHELL),),
        proof=_no_shell,
    ),
    Practice(
        id="no-open-principals",
        says="no policy of a resource or trust policy lets in everybody without a condition that says who is meant",
        cis=CisNumbers(v7="2.21"),
        our_rules=_OPEN,
        by=("TrustPolicy", "roles.NAME.trust"),
        proof=_nobody_is_open_to_all,
    ),
    Practice(
        id="instance-roles",
        says="EC2 instances come by their permissions by a role",
        cis=CisNumbers(v3="1.18", v5="1.17", v7="2.16"),
        config_rules=("EC2_INSTANCE_PROFILE_ATTACHED",),
        nag_rules=("NIST.800.53.R5-EC2InstanceProfileAttached",),
        by=("InstanceRole", "roles.NAME.kind"),
        proof=_instances_have_roles,
    ),
)
"""AWS source: Security Hub User Guide, "Security Hub CSPM controls for IAM"; CIS numbers: see `practices`."""
