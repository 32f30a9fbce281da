"""Actions that another one of the same list covers."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.redundancy.listed_twice import listed_twice
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.extent import actions_of


def _check(view: StatementView) -> Iterator[Remark]:
    statement, extent = view.statement, actions_of(view.statement)
    texts = statement.actions or statement.not_actions or ()
    name = "Action" if statement.not_actions is None else "NotAction"
    for index, covering in () if view.policy.of_aws else listed_twice(texts, extent):
        message = f"{covering} covers {texts[index]}" if covering != texts[index] else f"{covering} is there twice"
        yield Remark(message=message, detail=texts[index].lower(), steps=(name, index))


RULE = Rule(
    id="action-redundant",
    over=StatementView,
    severity=WARNING,
    says="A list of actions has one that another one of the list covers",
    because="redundancy",
    fix="take it out",
    source="IAM User Guide, IAM JSON policy elements: Action",
    check=_check,
    either_way=True,
)
