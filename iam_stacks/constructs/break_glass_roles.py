"""The names of roles for emergencies, as monitoring is told them."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.policy import PolicyError, limits


def require_roles(roles: Sequence[str]) -> tuple[str, ...]:
    """Return each role once, without slashes around its path and name.

    Args:
        roles: names, with the path if there is one.

    Raises:
        PolicyError: one is no name of a role, or they are no list.
    """
    # A text is a sequence too, and each of its letters a name.
    if isinstance(roles, str):
        raise PolicyError(f"break_glass_roles {roles!r} is not allowed; give a list of names")
    for role in roles:
        limits.ROLE_WITH_PATH.require("break_glass_roles", role)
    return tuple(dict.fromkeys(role.strip("/") for role in roles))
