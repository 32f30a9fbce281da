"""The JSON Schema of `iam.yaml`, for editors; `python -m iam_stacks.config.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from iam_stacks.config.estate import Estate


def json_schema() -> dict[str, Any]:
    """Return the schema, with the dialect that editors expect."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Estate.model_json_schema()}


def render() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
