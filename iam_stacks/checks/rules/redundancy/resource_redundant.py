"""Resources that another one of the same list covers."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.redundancy.listed_twice import listed_twice
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.extent import resources_of


def _check(view: StatementView) -> Iterator[Remark]:
    statement = view.statement
    extent = resources_of(statement, variables=view.policy.has_variables)
    texts = statement.resources or statement.not_resources or ()
    name = "Resource" if statement.not_resources is None else "NotResource"
    for index, covering in listed_twice(texts, extent) if extent and not view.policy.of_aws else ():
        message = f"{covering} covers {texts[index]}" if covering != texts[index] else f"{covering} is there twice"
        yield Remark(message=message, detail=texts[index], steps=(name, index))


RULE = Rule(
    id="resource-redundant",
    over=StatementView,
    severity=WARNING,
    says="A list of resources has one that another one of the list covers",
    because="redundancy",
    fix="take it out",
    source="IAM User Guide, IAM JSON policy elements: Resource",
    check=_check,
    either_way=True,
)
