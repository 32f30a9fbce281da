"""Values of properties, as CloudFormation takes them: text stands for a number or a boolean too."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from iam_stacks.policy.symbol import has_symbol

_FLAGS = {"true": True, "false": False}


def flag(value: Any) -> bool | None:
    """Return a boolean; None if it is known at deployment only, or is none."""
    return _FLAGS.get(str(value).lower())


def number(value: Any) -> float | None:
    """Return a number; None if it is known at deployment only, or is none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def is_text(value: Any, wanted: str) -> bool | None:
    """Tell whether a value is a certain text; None if it is known at deployment only."""
    return None if has_symbol(str(value)) else value == wanted


def is_open(value: Any) -> bool:
    """Tell whether some part of a value is known at deployment only."""
    return has_symbol(json.dumps(value, ensure_ascii=False, default=str))


def objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; none if it is no list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def from_json(value: Any) -> Mapping[str, Any]:
    """Return an object that may be written as JSON text; an empty one if it is none."""
    try:
        read = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return {}
    return read if isinstance(read, Mapping) else {}
