"""What the models expect at a place of `iam.yaml`, for messages."""

from __future__ import annotations

from functools import cache
from typing import Any

from iam_stacks.config.estate import Estate
from iam_stacks.config.fault import KeyPath

_NEEDING_KEYS = ("required", "oneOf", "anyOf", "minProperties")
"""What the schema of a mapping has that cannot be empty."""


def keys_at(path: KeyPath) -> list[str]:
    """Return the keys that the mapping at a path may have."""
    return list(_schema_at(path)["properties"])


def values_at(path: KeyPath) -> str:
    """Say which values belong to a path, if there are but a few."""
    return " or ".join(_schema_at(path).get("enum", []))


def mapping_at(path: KeyPath) -> str:
    """Say which mapping belongs to a path: like an example that the model has, and whether it may be empty."""
    node = _schema_at(path)
    if "examples" in node:
        (example,) = node["examples"]
        return f"a mapping, such as {_as_written(example)}"
    needs_keys = not node.keys().isdisjoint(_NEEDING_KEYS)
    return "a mapping" if needs_keys else "a mapping, {} if there is nothing to say"


def _as_written(mapping: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in mapping.items()) + "}"


@cache
def _schema() -> dict[str, Any]:
    return Estate.model_json_schema()


def _schema_at(path: KeyPath) -> dict[str, Any]:
    schema = _schema()
    node: dict[str, Any] = schema
    for step in path:
        node = _resolved(_child(node, step), schema["$defs"])
    return node


def _child(node: dict[str, Any], step: str | int) -> Any:
    """Return the schema of what stands at one step: a property, an item, or a value of a mapping by name."""
    if isinstance(step, int):
        return node["items"]
    values = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), None)
    return node.get("properties", {}).get(step) or values


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    references = [option["$ref"] for option in [node, *node.get("anyOf", [])] if "$ref" in option]
    return definitions[references[0].rpartition("/")[2]] if references else node
