"""Policy variables in documents whose version has none."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.element import resources_of, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.position import Path
from iam_stacks.policy.variables import template


def _check(view: StatementView) -> Iterator[Remark]:
    if view.policy.has_variables or view.policy.of_aws:
        return
    for text, steps in _texts(view):
        for variable in template(text, wildcards=False, variables=True).variables:
            yield Remark(
                message=f"the policy's version has no variables, so ${{{variable.name}}} stands for itself",
                detail=variable.name,
                steps=steps,
            )


def _texts(view: StatementView) -> Iterator[tuple[str, Path]]:
    """Yield every text in which a variable can stand."""
    resources = resources_of(view)
    yield from ((text, steps_to(view, resources, text)) for text in resources.texts if "${" in text)
    for clause in view.statement.conditions:
        yield from ((value, ("Condition", clause.operator, clause.key)) for value in clause.values if "${" in value)


RULE = Rule(
    id="variables-in-old-version",
    over=StatementView,
    severity=ERROR,
    says="A policy variable stands in a document whose Version is not 2012-10-17",
    because="the variable is literal text, which nothing matches",
    fix='give the policy "Version": "2012-10-17"',
    source="IAM User Guide, IAM JSON policy elements: Version",
    check=_check,
)
