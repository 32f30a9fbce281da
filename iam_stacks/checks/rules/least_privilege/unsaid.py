"""What no other rule says of a statement, so that there is one finding for one fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from iam_stacks.checks.rule import Remark
from iam_stacks.checks.rules.least_privilege.administrators import is_administrative
from iam_stacks.checks.rules.least_privilege.bounds import gives_anything
from iam_stacks.checks.rules.least_privilege.full_services import full_services
from iam_stacks.checks.rules.least_privilege.wide import is_narrowed, keys_of, steps_to_action
from iam_stacks.checks.views import StatementView

_MOST_LISTED = 3


def unsaid(view: StatementView, actions: Callable[[StatementView], Iterable[str]], says: str) -> Iterator[Remark]:
    """Yield a remark for each service of which a statement allows actions on whatever resource.

    None is needed if the statement makes administrators, or for a service of which it allows everything; nor if a
    condition picks the resources, or if nobody here can change the policy.

    Args:
        view: the statement.
        actions: returns those that it may be about.
        says: how the message goes on after the actions.
    """
    if not view.grants or view.policy.of_aws or is_narrowed(view) or is_administrative(view):
        return
    grouped: dict[str, list[str]] = defaultdict(list)
    for action in sorted(each for each in actions(view) if gives_anything(view, each)):
        grouped[action.partition(":")[0]].append(action)
    for service, found in grouped.items():
        if service in full_services(view):
            continue
        more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
        yield Remark(
            message=f"{', '.join(found[:_MOST_LISTED])}{more} {says}",
            steps=steps_to_action(view, found[0]),
            detail=service,
            depends_on=keys_of(view),
        )
