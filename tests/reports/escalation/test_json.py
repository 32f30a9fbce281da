"""Paths as JSON."""

import json
from pathlib import Path as File
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iam_stacks.account.place import Unresolved
from iam_stacks.escalation.words import said
from iam_stacks.policy.symbol import symbol
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.escalation.json import escalation_json
from iam_stacks.reports.hops import hop_json
from tests.reports.escalation.samples import ADMIN, ALL, ARN, ASSUMES, ATTACHES, DEPLOY, JOHN, TARGET, found

SCHEMA = json.loads((File(__file__).parents[3] / "docs/schemas/escalate-1.json").read_text(encoding="utf-8"))


def valid(*founds: Found) -> dict[str, Any]:
    answer = escalation_json(founds)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(answer)
    return answer


def test_all_that_is_known_of_a_path() -> None:
    unresolved = Unresolved("t.json", "P", "Properties", "it is open")
    assert valid(found(ASSUMES, unresolved=(unresolved,))) == {
        "schema": "iam-stacks/escalate/1",
        "accounts": [{"id": "123456789012", "from": "given", "administrators": [ADMIN]}],
        "paths": [
            {
                "account": "123456789012",
                "principal": DEPLOY,
                "to": ADMIN,
                "target": None,
                "depends_on": [],
                "path": [hop_json(ASSUMES.hops[0])],
                "words": [said(ASSUMES.hops[0])],
            }
        ],
        "unresolved": [{"template": "t.json", "logical_id": "P", "path": "Properties", "why": "it is open"}],
    }


def test_there_is_a_path_for_each_principal_however_many_do_the_same() -> None:
    paths = valid(found(*ALL))["paths"]
    assert len(paths) == len(ALL)
    assert [each["principal"] for each in paths] == sorted(each["principal"] for each in paths)


def test_goals_and_accounts_stay_apart() -> None:
    goals = (Goal(paths=(ATTACHES,)), Goal(paths=(ASSUMES,), target=TARGET))
    answer = valid(found(goals=goals), found(ATTACHES, account_id=symbol("AWS::AccountId")))
    assert [(each["account"], each["target"], each["principal"]) for each in answer["paths"]] == [
        ("123456789012", None, JOHN),
        ("123456789012", TARGET, DEPLOY),
        ("${AWS::AccountId}", None, JOHN),
    ]


def test_symbols_are_shown() -> None:
    (account,) = valid(found(administrators=[f"{ARN}role/{symbol('R')}"]))["accounts"]
    assert account["administrators"] == [f"{ARN}role/${{R}}"]


@pytest.mark.parametrize("name", SCHEMA["properties"]["paths"]["items"]["required"])
def test_the_schema_misses_every_field_that_is_not_there(name: str) -> None:
    answer = valid(found(ASSUMES))
    del answer["paths"][0][name]
    assert not Draft202012Validator(SCHEMA).is_valid(answer)


def test_the_schema_misses_who_does_an_action() -> None:
    answer = valid(found(ASSUMES))
    (action,) = answer["paths"][0]["path"][0]["actions"]
    assert action.pop("by") is None
    assert not Draft202012Validator(SCHEMA).is_valid(answer)
