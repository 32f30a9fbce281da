"""What is wrong with users together with their groups."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.config.fault import Fault
from iam_stacks.config.parts import Parts
from iam_stacks.policy.limits import GROUPS_PER_USER


def people_faults(parts: Parts) -> Iterator[Fault]:
    """Yield the faults: a group that its members could never sign in to, more groups than a user can be in."""
    yield from _locked_out(parts)
    yield from _too_many_groups(parts)


def _locked_out(parts: Parts) -> Iterator[Fault]:
    for name, user in parts.users.items():
        for index, key in enumerate(user.groups if user.console_access else ()):
            group = parts.groups.get(key)
            if group and group.is_strict:
                yield parts.fault(
                    ("users", name, "groups", index),
                    f"the first sign-in asks {name} for a new password, which first_login: strict of {key} denies "
                    "until there is a device, which nobody can register before signing in",
                    allowed="groups with first_login: allow_password_change",
                )


def _too_many_groups(parts: Parts) -> Iterator[Fault]:
    for name, user in parts.users.items():
        # They are in a group of ours, unless the account's password policy allows what it is for.
        taken = user.console_access and not parts.account.lets_users_change_passwords
        if len(user.groups) + taken > GROUPS_PER_USER:
            because = " and console access takes one of them" if taken else ""
            yield parts.fault(
                ("users", name), f"a user can be in {GROUPS_PER_USER} groups{because}; given {len(user.groups)}"
            )
