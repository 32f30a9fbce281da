"""Actions that no trust policy can give."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.element import Element, steps_to
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import ASSUMING
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.action import compile_actions
from iam_stacks.policy.kind import TRUST
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import SET_SOURCE_IDENTITY, TAG_SESSION

_GIVEN = tuple(action.lower() for action in (*ASSUMING, TAG_SESSION, SET_SOURCE_IDENTITY, "sts:SetContext"))


def _check(view: StatementView) -> Iterator[Remark]:
    if view.kind != TRUST:
        return
    element = Element("Action", view.statement.actions or ())
    for text in dict.fromkeys(element.texts):
        if not has_symbol(text) and not any(map(compile_actions((text,), negated=False), _GIVEN)):
            yield Remark(
                message=f"{text} is nothing that a role's trust policy can give",
                detail=text.lower(),
                steps=steps_to(view, element, text),
            )


RULE = Rule(
    id="trust-action-not-sts",
    over=StatementView,
    severity=ERROR,
    says="A trust policy has an action by which no role is assumed",
    because="AWS refuses it, or it grants nothing",
    fix="give sts:AssumeRole or its like here, and what the role may do in a policy that is attached to it",
    source="IAM User Guide, Update a role trust policy; Service Authorization Reference, AWS Security Token Service",
    check=_check,
)
