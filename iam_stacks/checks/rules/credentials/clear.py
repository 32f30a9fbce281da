"""Whether a secret is in clear: whoever reads the template, or describes the stack, reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from iam_stacks.checks.rules.credentials.references import is_hidden, parameter, references
from iam_stacks.policy.symbol import symbols_in

_PSEUDO = "AWS::"
_DYNAMIC = "resolve."
_SECRET = ("resolve.secretsmanager", "resolve.ssm-secure")


def is_in_clear(value: Any, raw: Any, template: Mapping[str, Any]) -> bool:
    """Tell whether a value is text of the template, or of its parameters that CloudFormation does not hide.

    Source: CloudFormation User Guide, "CloudFormation template Parameters syntax", NoEcho.

    Args:
        value: the value, resolved.
        raw: the value, as the template has it.
        template: the whole template.
    """
    if is_written(value):
        return True
    if any(name.startswith(_DYNAMIC) for name in symbols_in(str(value))):
        return False
    names = set(references(raw))
    return bool(names) and all(_is_shown(name, template) for name in names)


def is_secret_reference(name: str) -> bool:
    """Tell whether a symbol stands for a dynamic reference to a secret: nobody reads the secret in the template."""
    return name.startswith(_SECRET)


def is_written(value: Any) -> bool:
    """Tell whether a value is text of which everything is known, but for what is the same in the whole stack."""
    text = "" if value is None or isinstance(value, bool | list | Mapping) else str(value)
    return bool(text.strip()) and all(name.startswith(_PSEUDO) for name in symbols_in(text))


def _is_shown(name: str, template: Mapping[str, Any]) -> bool:
    declared = parameter(template, name)
    return name.startswith(_PSEUDO) if declared is None else not is_hidden(declared)
