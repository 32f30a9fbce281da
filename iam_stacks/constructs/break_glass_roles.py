"""The names of roles for emergencies, as monitoring is told them."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.constructs.given import require_list
from iam_stacks.monitoring.break_glass import role_names
from iam_stacks.policy import limits


def require_roles(roles: Sequence[str]) -> tuple[str, ...]:
    """Return each role once, without slashes around its path and name.

    Args:
        roles: names, with the path if there is one.

    Raises:
        PolicyError: one is no name of a role, or they are no list.
    """
    given = require_list("break_glass_roles", roles, "names")
    for role in given:
        limits.ROLE_WITH_PATH.require("break_glass_roles", role)
    return role_names(given)
