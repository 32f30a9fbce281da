"""Evidence, as JSON."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from iam_stacks.account.place import Unresolved
from iam_stacks.evidence.judge import Judged, judge
from iam_stacks.evidence.practice import Practice
from iam_stacks.monitoring.watched import CisNumbers
from iam_stacks.reports.evidence_json import Evidence, evidence_json
from tests.checks.diagnoses import account

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/evidence-1.json").read_text(encoding="utf-8"))
PRACTICE = Practice(
    id="so-it-is",
    says="so it is",
    cis=CisNumbers(v3="1.1", v7="2.1.3"),
    security_hub=("IAM.1",),
    retired=("IAM.1",),
    config_rules=("A_RULE",),
    nag_rules=("NIST-Rule",),
    our_rules=("rule",),
    by=("Construct", "key.NAME.value"),
    by_hand="do it",
)
JUDGED = Judged(practice=PRACTICE, status="not met", by=("S.A",), watched_by=("S.B",), because=("S.C is wrong",))


def valid(*evidence: Evidence) -> dict[str, Any]:
    found = evidence_json(evidence)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_all_that_is_known_of_a_practice() -> None:
    (found,) = valid((account(), (JUDGED,)))["accounts"]
    assert found["practices"] == [
        {
            "id": "so-it-is",
            "says": "so it is",
            "status": "not met",
            "by": ["S.A"],
            "watched_by": ["S.B"],
            "because": ["S.C is wrong"],
            "by_hand": "do it",
            "cis": {"v3": "1.1", "v5": None, "v7": "2.1.3"},
            "security_hub": ["IAM.1"],
            "retired": ["IAM.1"],
            "config_rules": ["A_RULE"],
            "nag_rules": ["NIST-Rule"],
            "our_rules": ["rule"],
            "constructs": ["Construct", "key.NAME.value"],
        }
    ]


def test_what_is_not_done_by_hand_is_null() -> None:
    judged = replace(JUDGED, practice=replace(PRACTICE, by_hand=""))
    (found,) = valid((account(), (judged,)))["accounts"]
    assert found["practices"][0]["by_hand"] is None


def test_each_status_is_counted_also_if_nothing_has_it() -> None:
    (found,) = valid((account(), (JUDGED, JUDGED)))["accounts"]
    assert found["summary"] == {"met": 0, "watched": 0, "not met": 2, "not shown": 0, "outside": 0}


def test_each_account_has_its_own() -> None:
    unresolved = Unresolved("t.json", "P", "Properties", "it is open")
    found = valid((account(unresolved), ()), (account(), judge(account())))
    assert [len(each["practices"]) > 0 for each in found["accounts"]] == [False, True]
    assert [each["why"] for each in found["accounts"][0]["unresolved"]] == ["it is open"]
    assert found["schema"] == "iam-stacks/evidence/1"
