"""The JSON Schema of `iam.yaml`, for editors; `python -m iam_stacks.config.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from iam_stacks.config.estate import Estate


def json_schema() -> dict[str, Any]:
    """Return the schema, with the dialect that editors expect."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_closed(Estate.model_json_schema())}


def _closed(node: Any) -> Any:
    """Refuse the names that a mapping's pattern does not allow: pydantic leaves that open."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closing = {"additionalProperties": False} if "patternProperties" in node else {}
    return {key: _closed(value) for key, value in node.items()} | closing


def render() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":  # for users of the wheel, who have no repository with the file in it
    sys.stdout.write(render())
