"""Actions that a statement names in vain, since none of its resources can be theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from iam_stacks.account.service_data import expand_actions
from iam_stacks.checks.element import actions_of, steps_to
from iam_stacks.checks.rules.grammar.kinds import NAMING_RESOURCES
from iam_stacks.checks.rules.grammar.reach import is_about
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.position import Path
from iam_stacks.policy.symbol import has_symbol, show_symbols

_BUCKET = re.compile(r"(arn:[^:]*:s3:::)\$\{([A-Za-z0-9]+)\}")


def unreached_actions(view: StatementView) -> Iterator[tuple[str, Path]]:
    """Yield such actions as they are written, and where; of a pattern, none of its actions has a resource there."""
    texts = view.statement.resources
    judged = view.kind in NAMING_RESOURCES and view.statement.actions is not None and not view.policy.of_aws
    if not judged or texts is None or "*" in texts:
        return
    resources = tuple(_named(text, view) for text in texts)
    actions = actions_of(view)
    for action in dict.fromkeys(actions.texts):
        found = expand_actions(action)
        if found and not is_about(action, resources) and not _is_reached_beside(view, action, found):
            yield action, steps_to(view, actions, action)


def _is_reached_beside(view: StatementView, action: str, found: tuple[str, ...]) -> bool:
    """Tell whether another statement of the policy says the same of the action's own resources: nothing is amiss."""
    return any(
        other is not view
        and other.allows is view.allows
        and other.reach.issuperset(found)
        and is_about(action, other.statement.resources or ("*",))
        for other in view.policy.statements
    )


def _named(text: str, view: StatementView) -> str:
    """Return the ARN of a bucket of the template with a name instead of the symbol, which could be of its objects."""
    bucket = _BUCKET.fullmatch(show_symbols(text)) if has_symbol(text) else None
    return f"{bucket[1]}{bucket[2]}" if bucket and _type_of(bucket[2], view) == "AWS::S3::Bucket" else text


def _type_of(logical_id: str, view: StatementView) -> Any:
    """Return the type of a resource in the template that the policy is in."""
    here = (each.template for each in view.account.declared if each.place.template == view.policy.place.template)
    return next(here, {}).get("Resources", {}).get(logical_id, {}).get("Type")
