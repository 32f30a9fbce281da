"""Passwords and secrets that a template has as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.credentials.clear import is_in_clear, is_written
from iam_stacks.checks.views import AccountView

_SECRET_FIELD = re.compile(r"(password|passwd|pwd|passphrase|secret|token|(access|api|private|secret|signing)key)$")


def _check(view: AccountView) -> Iterator[Remark]:
    for declared in view.account.declared:
        remarks = _OF_TYPE.get(declared.type)
        yield from remarks(declared) if remarks else ()


def _password(user: Declared) -> Iterator[Remark]:
    profile, raw = user.properties.get("LoginProfile"), user.raw.get("LoginProfile")
    if not isinstance(profile, Mapping):
        return
    # All of the profile can come of one function, which then is what the password is made of.
    written = raw.get("Password", raw) if isinstance(raw, Mapping) else raw
    if is_in_clear(profile.get("Password"), written, user.template):
        yield Remark(
            message=f"the password of the user {user.place.logical_id} can be read in the template or in the stack",
            place=user.place.at("LoginProfile", "Password"),
            subject=user.place.logical_id,
            principal=user.arn,
        )


def _secret(secret: Declared) -> Iterator[Remark]:
    value, raw = secret.properties.get("SecretString"), secret.raw.get("SecretString")
    fields = _fields(value)
    if fields is None:
        found = [""] if is_in_clear(value, raw, secret.template) else []
    else:
        found = [name for name in sorted(fields) if _SECRET_FIELD.search(_folded(name)) and is_written(fields[name])]
    for name in found:
        of = f"the field {name} of the secret" if name else "the value of the secret"
        yield Remark(
            message=f"{of} {secret.place.logical_id} can be read in the template or in the stack",
            place=secret.place.at("SecretString"),
            subject=secret.place.logical_id,
            detail=name,
        )


def _fields(value: Any) -> dict[str, Any] | None:
    """Return the fields of a secret that is a JSON object, as those of databases are."""
    try:
        read = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _folded(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


_OF_TYPE = {"AWS::IAM::User": _password, "AWS::SecretsManager::Secret": _secret}

RULE = Rule(
    id="password-in-clear",
    over=AccountView,
    severity=ERROR,
    says="A password or secret is text of the template, or of a parameter that CloudFormation does not hide",
    because="a secret in clear",
    fix="let Secrets Manager make it with GenerateSecretString, and refer to it as {{resolve:secretsmanager:...}}",
    source="CloudFormation User Guide, Security best practices for CloudFormation, Do not embed credentials in your "
    "templates",
    check=_check,
)
