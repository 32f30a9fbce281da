"""Statements with conditions."""

from __future__ import annotations

from typing import Any

from tests.checks.samples import allow

SECTIONS = {
    "Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "known"}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "Text"}, "x"]}},
}
"""With parameters of which one is known."""


def asks(operator: str, key: str, value: Any, actions: Any = "s3:ListBucket", **more: Any) -> dict[str, Any]:
    """Return a statement with one line in its Condition."""
    return allow(actions, **{"Condition": {operator: {key: value}}, **more})
