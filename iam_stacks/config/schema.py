"""The JSON Schema of `iam.yaml`, for editors; `python -m iam_stacks.config.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from iam_stacks.config.estate import Estate


def json_schema() -> dict[str, Any]:
    """Return the schema, with the dialect that editors expect."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_mended(Estate.model_json_schema())}


def _mended(node: Any) -> Any:
    """Refuse the names that a mapping's pattern does not allow, and offer no default of null: pydantic does neither."""
    if isinstance(node, list):
        return [_mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    closing = {"additionalProperties": False} if "patternProperties" in node else {}
    return {key: _mended(value) for key, value in node.items() if value is not None} | closing


def render() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":  # for users of the wheel, who have no repository with the file in it
    sys.stdout.write(render())
