"""What policies somebody has, and how."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Role, User
from iam_stacks.evidence.permission_sets import PermissionSet, permission_sets
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.rule_proofs import is_read
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.kind import IDENTITY
from iam_stacks.policy.symbol import is_symbol, show_symbols

WIDE = ("full-service-access", "administrator-equivalent")
"""Our rules about whole services: the second one says of administrators what the first one would."""
SHELL = f"{AWS_MANAGED}AWSCloudShellFullAccess"
_INLINE = ("AWS::IAM::Policy", "AWS::IAM::GroupPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy")


def no_full_services(records: Records) -> Shown:
    """Return whether no policy of the account allows every action of a service."""
    policies = (
        claimed(records.at(each.place), is_read(each)) for each in records.policies(IDENTITY) if not each.of_aws
    )
    sets = (claimed(each.name, [_services_of_set(each)]) for each in permission_sets(records))
    return all_of([*policies, *sets, Shown(against=records.found(*WIDE, own=True))])


def _services_of_set(of: PermissionSet) -> Claim:
    return None if of.inline or of.refers else True, "allows too much by its own policies, which no rule reads"


def no_inline_policies(records: Records) -> Shown:
    """Return whether nobody has a policy that is part of it, as policies are that a template gives to others."""
    holders = (claimed(called(each), _inline(each)) for each in records.holders)
    sets = (claimed(each.name, [(each.inline is None, "has an inline policy")]) for each in permission_sets(records))
    inline = Shown(against=tuple(f"{called(each)} is an inline policy" for each in records.declared(*_INLINE)))
    return all_of([*holders, *sets, inline])


def _inline(holder: User | Group | Role) -> Iterator[Claim]:
    for policy in holder.policies:
        yield policy.name in holder.attached, f"has the inline policy {show_symbols(policy.name)}"


def no_policies_of_aws(records: Records) -> Shown:
    """Return whether nobody has a policy that AWS keeps."""
    return all_of(claimed(name, _of_aws(attached)) for name, attached in _attached(records))


def _of_aws(attached: list[str]) -> Iterator[Claim]:
    for arn in attached:
        yield None if is_symbol(arn) else AWS_MANAGED not in arn, f"has AWS's policy {show_symbols(arn)}"


def no_shell(records: Records) -> Shown:
    """Return whether nobody has the policy for all of CloudShell."""
    return all_of(claimed(name, [_shell(attached)]) for name, attached in _attached(records))


def _shell(attached: list[str]) -> Claim:
    has = any(arn.endswith(SHELL) for arn in attached)
    return not has and (None if any(map(is_symbol, attached)) else True), "has AWSCloudShellFullAccess"


def _attached(records: Records) -> Iterator[tuple[str, list[str]]]:
    """Yield the ARNs of managed policies that somebody, or a permission set, has, by what a report calls it."""
    yield from ((called(each), list(each.attached)) for each in records.holders)
    yield from ((each.name, each.managed) for each in permission_sets(records))


def groups_have_users(records: Records) -> Shown:
    """Return whether each group has a user."""
    joined = {name for user in records.account.users for name in user.group_names}
    return all_of(claimed(called(each), [(each.name in joined, "has no user")]) for each in records.account.groups)
