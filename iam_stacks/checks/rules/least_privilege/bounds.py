"""What permissions boundaries hold back, whatever a policy says."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Policy, Role, User
from iam_stacks.account.unforeseen import is_on_anything
from iam_stacks.checks.once import once
from iam_stacks.checks.rules.least_privilege.wide import reaches_anything
from iam_stacks.checks.things import receivers
from iam_stacks.checks.views import PolicyView, StatementView


def gives_anything(view: StatementView, action: str) -> bool:
    """Tell whether a statement gives an action on whatever resource to somebody whose boundary leaves it.

    A policy that nobody has yet may come to somebody without a boundary.
    """
    if not reaches_anything(view, action):
        return False
    boundaries = _boundaries(view.policy)
    return boundaries is None or any(_leaves(boundary, view, action) for boundary in boundaries)


@once
def _boundaries(policy: PolicyView) -> tuple[Policy, ...] | None:
    """Return the boundaries of those who have a policy, each once; None if somebody has none, or nobody has it."""
    found = [principal.boundary for receiver in receivers(policy) for principal in _principals(policy, receiver)]
    boundaries = {id(boundary): boundary for boundary in found if boundary}
    return tuple(boundaries.values()) if found and all(found) else None


def _principals(policy: PolicyView, receiver: User | Group | Role) -> Iterator[User | Role]:
    if isinstance(receiver, Group):
        yield from (user for user in policy.account.users if any(group.arn == receiver.arn for group in user.groups))
    else:
        yield receiver


def _leaves(boundary: Policy, view: StatementView, action: str) -> bool:
    allowing = (rule for rule in boundary.document.rules if rule.allows and rule.about(action.lower()))
    return any(is_on_anything(rule, view.account, action) for rule in allowing)
