"""What a check found, as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iam_stacks.account.cloudformation.metadata import Origin
from iam_stacks.account.place import Place, Unresolved
from iam_stacks.checks.review import Review, Reviewed
from iam_stacks.reports.check_json import check_json
from iam_stacks.reports.hops import hop_json
from tests.checks.diagnoses import account, diagnosis
from tests.reports.steps import STEPS

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/check-1.json").read_text(encoding="utf-8"))


def valid(review: Review) -> dict[str, Any]:
    found = check_json(review)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_all_that_is_known_of_a_finding() -> None:
    found = diagnosis(principal="arn:p", depends_on=("a", "b"))
    reviewed = Reviewed(diagnosis=found, construct_path="S/P", config=Origin("iam.yaml", 12))
    unresolved = Unresolved("t.json", "P", "Properties", "it is open")
    assert valid(Review(accounts=(account(unresolved),), found=(reviewed,), acknowledged=2, known=3)) == {
        "schema": "iam-stacks/check/1",
        "findings": [
            {
                "rule": "so-it-is",
                "severity": "error",
                "principal": "arn:p",
                "logical_id": "P",
                "construct_path": "S/P",
                "template": "t.json",
                "policy": "arn:p",
                "statement": 0,
                "sid": "Sid",
                "config": {"file": "iam.yaml", "line": 12},
                "message": "so it is",
                "fix": "leave it",
                "source": "IAM User Guide, Some page",
                "depends_on": ["a", "b"],
                "path": [],
                "fingerprint": found.fingerprint,
            }
        ],
        "unresolved": [{"template": "t.json", "logical_id": "P", "path": "Properties", "why": "it is open"}],
        "summary": {"error": 1, "warning": 0, "acknowledged": 2},
    }


def test_what_is_not_known_is_null() -> None:
    bare = diagnosis(place=Place("t.json", ""), policy=None, statement=None, sid=None)
    (found,) = valid(Review(accounts=(account(),), found=(Reviewed(diagnosis=bare),)))["findings"]
    nothing = {"principal", "logical_id", "construct_path", "policy", "statement", "sid", "config"}
    assert {name for name, value in found.items() if value is None} == nothing


def test_the_steps_of_a_path() -> None:
    (found,) = valid(Review(accounts=(account(),), found=(Reviewed(diagnosis=diagnosis(path=STEPS)),)))["findings"]
    assert found["path"] == list(map(hop_json, STEPS))


@pytest.mark.parametrize("name", SCHEMA["properties"]["findings"]["items"]["properties"]["path"]["items"]["required"])
def test_the_schema_misses_every_field_of_a_step_that_is_not_there(name: str) -> None:
    found = check_json(Review(accounts=(account(),), found=(Reviewed(diagnosis=diagnosis(path=STEPS)),)))
    del found["findings"][0]["path"][0][name]
    assert not Draft202012Validator(SCHEMA).is_valid(found)


def test_nothing_found() -> None:
    assert valid(Review(accounts=(account(),)))["summary"] == {
        "error": 0,
        "warning": 0,
        "acknowledged": 0,
    }


@pytest.mark.parametrize("name", SCHEMA["properties"]["findings"]["items"]["required"])
def test_the_schema_misses_every_field_that_is_not_there(name: str) -> None:
    found = check_json(Review(accounts=(account(),), found=(Reviewed(diagnosis=diagnosis()),)))
    del found["findings"][0][name]
    assert not Draft202012Validator(SCHEMA).is_valid(found)
