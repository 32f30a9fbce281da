"""Outputs that show a secret access key or a password."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iam_stacks.account.model import Output
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.credentials.clear import is_secret_reference
from iam_stacks.checks.rules.credentials.references import is_hidden, parameter, references
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.symbol import symbols_in

_SECRET_KEY = ".SecretAccessKey"
_SHORTEST_PASSWORD = 6
"""IAM API Reference, UpdateAccountPasswordPolicy, MinimumPasswordLength."""


def _check(view: AccountView) -> Iterator[Remark]:
    passwords = dict(_passwords(view))
    for output in view.account.outputs:
        shown = next(_shown(output, passwords), None)
        if shown:
            name = str(output.place.path[1])
            message = f"the output {name} shows {shown} to whoever can describe the stack"
            yield Remark(message=message, place=output.place, subject=name)


def _shown(output: Output, passwords: Mapping[str, str]) -> Iterator[str]:
    # Functions such as Fn::Base64 hide in the resolved value what the template says; a stack that imports the value
    # says it in the resolved one only.
    for name in sorted({*references(output.raw), *symbols_in(str(output.value))}):
        declared = parameter(output.template, name)
        if name.endswith(_SECRET_KEY):
            yield f"the secret access key of {name.removesuffix(_SECRET_KEY)}"
        if declared and is_hidden(declared):
            yield f"the parameter {name}, which is NoEcho,"
    yield from (f"the password of {user}" for text, user in passwords.items() if text in str(output.value))


def _passwords(view: AccountView) -> Iterator[tuple[str, str]]:
    for declared in view.account.declared:
        profile = declared.properties.get("LoginProfile") if declared.type == "AWS::IAM::User" else None
        password = str(profile.get("Password", "")) if isinstance(profile, Mapping) else ""
        if _can_be_told(password):
            yield password, declared.place.logical_id


def _can_be_told(password: str) -> bool:
    """Tell whether no other text is taken for the password, as `password` would be."""
    symbols = symbols_in(password)
    if symbols:
        return not any(map(is_secret_reference, symbols))
    return len(password) >= _SHORTEST_PASSWORD and not password.isalpha()


RULE = Rule(
    id="secret-in-output",
    over=AccountView,
    severity=ERROR,
    says="An output shows a secret access key or a password",
    because="a secret in clear",
    fix="write it into a secret of Secrets Manager, and put the ARN of that secret into the output",
    source="CloudFormation User Guide, CloudFormation template Outputs syntax",
    check=_check,
)
