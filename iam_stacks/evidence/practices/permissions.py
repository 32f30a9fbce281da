"""What policies allow, and whom they trust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from iam_stacks.account.model import Declared, Group, Role, User
from iam_stacks.account.place import Place
from iam_stacks.account.service_data import expand_actions
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.evidence.parameter import ends, one_of
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of, claimed
from iam_stacks.monitoring.watched import CisNumbers
from iam_stacks.policy.kind import IDENTITY, RESOURCE, TRUST
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import is_symbol, show_symbols

_EVERY_ACTION, _EVERYTHING = re.compile(r"\*+(:\*+)?"), re.compile(r"\*+|arn:[*:]+|arn:aws[a-z-]*:[*:]+")
_SUPPORT, _SHELL = ":iam::aws:policy/AWSSupportAccess", ":iam::aws:policy/AWSCloudShellFullAccess"
_WIDE = ("full-service-access", "administrator-equivalent")
"""The second one says of administrators what the first one would."""
_AWS = ":iam::aws:policy/"
_INLINE = ("AWS::IAM::Policy", "AWS::IAM::GroupPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy")
_OPEN = ("resource-open-principal", "trust-open-principal", "trust-open-principal-conditioned")

_Holder = User | Group | Role


def _no_administrators(records: Records) -> Shown:
    policies = (claimed(records.at(each.place), _everything(each)) for each in records.policies(IDENTITY))
    return all_of([*policies, *map(_unread, records.holders)])


def _everything(policy: PolicyView) -> Iterator[Claim]:
    yield _is_narrow(policy), f"allows everything by the policy {policy.name}"


def _is_narrow(policy: PolicyView) -> bool | None:
    """Tell whether a policy leaves something out, however much of it is spelt with other elements or statements."""
    granting = [each for each in policy.statements if each.grants]
    wide = [each for each in granting if _is_on_everything(each.statement)]
    if any(map(_has_all_but_a_few, wide)) or _reach(wide) >= _all_actions():
        return False
    open_too = [each for each in granting if each in wide or any(map(is_symbol, each.statement.resources or ()))]
    return None if policy.document is None or _reach(open_too) >= _all_actions() else True


def _is_on_everything(statement: Statement) -> bool:
    return statement.not_resources is not None or any(map(_EVERYTHING.fullmatch, statement.resources or ()))


def _has_all_but_a_few(view: StatementView) -> bool:
    """Tell whether a statement names every action, or leaves out some by NotAction and makes administrators still."""
    if view.statement.not_actions is None:
        return any(map(_EVERY_ACTION.fullmatch, view.statement.actions or ()))
    return is_administrative(view)


def _reach(views: list[StatementView]) -> frozenset[str]:
    return frozenset().union(*(view.reach for view in views))


@cache
def _all_actions() -> frozenset[str]:
    return frozenset(expand_actions("*"))


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


def _no_inline_policies(records: Records) -> Shown:
    """Return whether nobody has a policy that is part of it, as policies are that a template gives to others."""
    inline = Shown(against=tuple(f"{called(each)} is an inline policy" for each in records.declared(*_INLINE)))
    return all_of([*(claimed(called(each), _inline(each)) for each in records.holders), inline])


def _inline(holder: _Holder) -> Iterator[Claim]:
    for policy in holder.policies:
        yield policy.name in holder.attached, f"has the inline policy {show_symbols(policy.name)}"


def _no_policies_of_aws(records: Records) -> Shown:
    return all_of(claimed(called(each), _of_aws(each)) for each in records.holders)


def _of_aws(holder: _Holder) -> Iterator[Claim]:
    for arn in holder.attached:
        yield None if is_symbol(arn) else _AWS not in arn, f"has AWS's policy {show_symbols(arn)}"


def _groups_have_users(records: Records) -> Shown:
    joined = {name for user in records.account.users for name in user.group_names}
    return all_of(claimed(called(each), [(each.name in joined, "has no user")]) for each in records.account.groups)


def _support_role(records: Records) -> Shown:
    roles = [each for each in records.account.roles if any(arn.endswith(_SUPPORT) for arn in each.attached)]
    return any_of(claimed(called(role), [_trusts(role), records.exists(role)]) for role in roles)


def _trusts(role: Role) -> Claim:
    statements = role.trust.document.statements if role.trust else ()
    trusts = any(statement.effect == "Allow" for statement in statements)
    return trusts if role.trust else None, "trusts nobody"


def _no_shell(records: Records) -> Shown:
    return all_of(claimed(called(each), _shell(each)) for each in records.holders)


def _shell(holder: _Holder) -> Iterator[Claim]:
    has = any(arn.endswith(_SHELL) for arn in holder.attached)
    yield not has and (None if any(map(is_symbol, holder.attached)) else True), "has AWSCloudShellFullAccess"


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
        id="no-inline-policies",
        says="policies are managed ones, which more than one can have, and not part of a user, group or role",
        config_rules=("IAM_NO_INLINE_POLICY_CHECK",),
        nag_rules=("NIST.800.53.R5-IAMNoInlinePolicy",),
        by=("policies",),
        proof=_no_inline_policies,
    ),
    Practice(
        id="no-policies-of-aws",
        says="nobody has a policy that AWS keeps, and widens as it sees fit",
        nag_rules=("AwsSolutions-IAM4",),
        by=("policies",),
        proof=_no_policies_of_aws,
    ),
    Practice(
        id="groups-have-users",
        says="each group has a user",
        config_rules=("IAM_GROUP_HAS_USERS_CHECK",),
        nag_rules=("HIPAA.Security-IAMGroupHasUsers",),
        by=("users.NAME.groups",),
        proof=_groups_have_users,
    ),
    Practice(
        id="support-role",
        says="a role is there for cases with AWS Support",
        cis=CisNumbers(v3="1.17", v5="1.16", v7="2.15"),
        security_hub=("IAM.18",),
        config_rules=("IAM_POLICY_IN_USE",),
        parameters=(ends("policyARN", _SUPPORT), one_of("policyUsageType", "ANY", "IAM_ROLE")),
        by=("SupportRole", "roles.NAME.kind"),
        proof=_support_role,
    ),
    Practice(
        id="no-cloudshell",
        says="nobody has the policy for all of CloudShell",
        cis=CisNumbers(v3="1.22", v5="1.21", v7="2.20"),
        security_hub=("IAM.27",),
        config_rules=("IAM_POLICY_BLACKLISTED_CHECK",),
        parameters=(ends("policyArns", _SHELL), one_of("exceptionList", "")),
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
