"""Decisions written by hand from AWS's documentation: each row names its page, section and rule."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from iam_stacks.policy import PolicyError, Request, evaluate

DECISIONS = Path(__file__).with_name("decisions")
PAGE_AND_SECTION = r"(https://docs\.aws\.amazon\.com/[^#]+|[A-Za-z_-]+)\.html(#.+)?$"
"""A page of the IAM User Guide, or of another guide; without a section what stands before its first one."""

NOT_POLICIES = {"id", "covers", "source", "rule", "request", "effect", "depends_on", "reasons", "error"}
TAGS = """
    StringEquals StringNotEquals StringEqualsIgnoreCase StringLike StringNotLike Numeric Date Bool BinaryEquals
    IpAddress Arn Null IfExists ForAllValues ForAnyValue missing-key negated-operator multiple-values case unknown
    NotAction NotResource NotPrincipal wildcard-action wildcard-resource policy-variable variable-default
    explicit-deny identity resource-policy cross-account boundary session-policy scp rcp trust kms
    principal-account principal-user principal-role principal-session principal-service principal-federated
    principal-anyone root service-linked-role service-principal-caller anonymous federated-user GetCallerIdentity
    derived-keys reasons
""".split()  # noqa: SIM905


def read(path: Path) -> list[dict[str, Any]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["rows"]


ROWS = [row for path in sorted(DECISIONS.glob("*.yaml")) for row in read(path)]


def decide(row: dict[str, Any]) -> Any:
    policies = {name: value for name, value in row.items() if name not in NOT_POLICIES}
    return evaluate(Request(**row["request"]), **policies)


@pytest.mark.parametrize("row", [row for row in ROWS if "error" not in row], ids=lambda row: row["id"])
def test_the_decision_is_the_one_that_the_documentation_says(row: dict[str, Any]) -> None:
    decision = decide(row)
    assert (decision.effect, list(decision.depends_on)) == (row["effect"], row.get("depends_on", [])), row["rule"]
    if "reasons" in row:
        given = [{name: getattr(reason, name) for name in row["reasons"][0]} for reason in decision.reasons]
        assert given == row["reasons"]


@pytest.mark.parametrize("row", [row for row in ROWS if "error" in row], ids=lambda row: row["id"])
def test_what_aws_would_refuse_is_an_error(row: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match=row["error"]):
        decide(row)


def test_there_are_enough_rows_and_each_has_a_name_a_rule_and_a_source() -> None:
    assert len(ROWS) >= 250
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert re.fullmatch(r"[a-z0-9-]+", row["id"])
        assert len(row["rule"]) > 20
        assert re.match(PAGE_AND_SECTION, row["source"]), row["id"]


@pytest.mark.parametrize("tag", TAGS)
def test_each_kind_of_rule_has_eight_rows_or_more(tag: str) -> None:
    assert Counter(tag for row in ROWS for tag in row["covers"])[tag] >= 8


def test_each_rule_is_seen_to_allow_and_to_deny() -> None:
    effects = Counter(row.get("effect") for row in ROWS)
    assert min(effects["allowed"], effects["implicitDeny"], effects["explicitDeny"]) >= 50
