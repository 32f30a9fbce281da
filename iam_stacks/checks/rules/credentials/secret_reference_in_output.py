"""Outputs with a dynamic reference to a secret."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.credentials.clear import is_secret_reference
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.symbol import symbols_in


def _check(view: AccountView) -> Iterator[Remark]:
    for output in view.account.outputs:
        if any(map(is_secret_reference, symbols_in(str(output.value)))):
            name = str(output.place.path[1])
            yield Remark(
                message=f"the output {name} is to show a secret, and shows the text of the reference",
                place=output.place,
                subject=name,
            )


RULE = Rule(
    id="secret-reference-in-output",
    over=AccountView,
    severity=WARNING,
    says="An output refers to a secret, which CloudFormation does not read for an output",
    because="the reference shows no secret, but nor does it do what it seems to; somebody may want its text",
    fix="put the ARN of the secret into the output, and let whoever needs the secret read it there",
    source="CloudFormation User Guide, Get values stored in other services using dynamic references",
    check=_check,
)
