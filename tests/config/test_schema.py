import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iam_stacks.config.schema import json_schema, render

# The schema is for editors; jsonschema comes with no dependency of ours, so its rules are looked at one by one.


def test_the_file_that_editors_read_is_current(root: Path) -> None:
    assert (root / "iam_stacks/config/iam.schema.json").read_text(encoding="utf-8") == render()


def test_the_example_points_to_the_schema(root: Path) -> None:
    first, _, _ = (root / "iam.yaml").read_text(encoding="utf-8").partition("\n")
    _, _, file = first.partition("$schema=")
    assert json.loads((root / file).read_text(encoding="utf-8")) == json_schema()


def test_every_key_has_a_description() -> None:
    schema = json_schema()
    for node in [schema, *schema["$defs"].values()]:
        for key, value in node["properties"].items():
            assert value.get("description"), key


def test_every_key_of_the_example_is_in_the_schema(root: Path) -> None:
    schema = json_schema()
    example = yaml.safe_load((root / "iam.yaml").read_text(encoding="utf-8"))
    for section, things in example.items():
        node = schema["properties"][section]
        reference = (node.get("additionalProperties") or next(iter(node["patternProperties"].values())))["$ref"]
        allowed = schema["$defs"][reference.rpartition("/")[2]]["properties"]
        assert all(set(thing) <= set(allowed) for thing in things.values())


@pytest.mark.parametrize("name", ["Group", "User", "Role", "Policy", "Provider", "Trust", "Statement"])
def test_unknown_keys_are_errors_in_editors_too(name: str) -> None:
    definition: dict[str, Any] = json_schema()["$defs"][name]
    assert definition["additionalProperties"] is False
