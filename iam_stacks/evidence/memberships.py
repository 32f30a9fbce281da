"""Which groups users are in, and which policies they have beside those of their groups."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Declared, User
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, claimed
from iam_stacks.policy.symbol import show_symbols


def through_groups(records: Records) -> Shown:
    """Return whether users have no policies of their own."""
    users = records.account.users
    return all_of([*(claimed(called(user), _own_policies(user)) for user in users), _of_users_elsewhere(records)])


def _of_users_elsewhere(records: Records) -> Shown:
    """Return which policies are given to users who are in nothing that was read."""
    here = {user.name for user in records.account.users}
    return Shown(
        against=tuple(
            f"{called(each)} is a policy of users: {show_symbols(', '.join(sorted(names)))}"
            for each in records.declared("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::UserPolicy")
            if (names := _users_of(each) - here)
        )
    )


def _users_of(policy: Declared) -> set[str]:
    named = policy.properties.get("Users", policy.properties.get("UserName", []))
    return set(map(str, named if isinstance(named, list) else [named]))


def _own_policies(user: User) -> Iterator[Claim]:
    names = dict.fromkeys((*user.attached, *(policy.name for policy in user.policies)))
    return ((False, f"has the policy {show_symbols(name)} itself") for name in names)


def in_groups(records: Records) -> Shown:
    """Return whether each user is in a group."""
    return all_of(claimed(called(user), [_in_group(records, user)]) for user in records.account.users)


def _in_group(records: Records, user: User) -> Claim:
    sure = set(user.group_names) - perhaps_in(records, user)
    return bool(sure) or (None if user.group_names else False), "is in no group"


def perhaps_in(records: Records, user: User) -> set[str]:
    """Return the names of groups that somebody may not be put into, because of a condition."""
    additions = [each for each in records.declared("AWS::IAM::UserToGroupAddition") if not each.certain]
    return {str(each.properties.get("GroupName")) for each in additions if user.name in _users_of(each)}
