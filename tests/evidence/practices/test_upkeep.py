"""Analyzers, tags, and Security Hub."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.model import Role, User
from iam_stacks.evidence.judge import judge
from tests.evidence.conftest import PERHAPS, Judge

TAGS = [{"Key": "team", "Value": "security"}]
AccountOf = Callable[..., Account]


def analyzer(type: str, **properties: Any) -> dict[str, Any]:
    return {"A": {"Type": "AWS::AccessAnalyzer::Analyzer", "Properties": {"Type": type, **properties}}}


@pytest.mark.parametrize(
    ("type", "status"),
    [("ACCOUNT", "met"), ("ORGANIZATION", "met"), ("ACCOUNT_UNUSED_ACCESS", "not shown")],
)
def test_an_analyzer_of_access_from_outside(type: str, status: str, judged: Judge) -> None:
    assert judged(analyzer(type))["external-access-analyzer"].status == status


THERE = {"Property": "resourceType", "Exists": "true"}
SOME = {"Property": "isPublic", "Eq": ["false"]}


@pytest.mark.parametrize(
    ("rules", "status"),
    [
        ([], "met"),
        ([{"RuleName": "r", "Filter": [SOME]}], "met"),
        ([{"RuleName": "r", "Filter": [THERE, SOME]}], "met"),
        ([{"RuleName": "r", "Filter": [{"Property": "condition.aws:SourceArn", "Exists": True}]}], "met"),
        ([{"RuleName": "r", "Filter": {"Ref": "Where"}}], "met"),
        ([{"RuleName": "r", "Filter": [{"Ref": "Where"}]}], "met"),
        ([{"RuleName": "r", "Filter": [THERE]}], "not met"),
        ([{"RuleName": "r", "Filter": [SOME]}, {"RuleName": "s", "Filter": []}], "not met"),
    ],
)
def test_an_analyzer_that_archives_whatever_it_finds_tells_nobody(
    rules: list[dict[str, Any]], status: str, judged: Judge
) -> None:
    assert judged(analyzer("ACCOUNT", ArchiveRules=rules), **PERHAPS)["external-access-analyzer"].status == status


@pytest.mark.parametrize(("rules", "status"), [([SOME], "watched"), ([THERE], "outside")])
def test_so_does_one_of_unused_access(rules: list[dict[str, Any]], status: str, judged: Judge) -> None:
    configuration = {"UnusedAccessConfiguration": {"UnusedAccessAge": 45}}
    given = {"AnalyzerConfiguration": configuration, "ArchiveRules": [{"RuleName": "r", "Filter": rules}]}
    assert judged(analyzer("ACCOUNT_UNUSED_ACCESS", **given))["credentials-unused-45-days"].status == status


@pytest.mark.parametrize(("given", "status"), [({"Tags": TAGS}, "met"), ({}, "not shown")])
def test_tags_of_things_in_templates(given: dict[str, Any], status: str, judged: Judge) -> None:
    """A stack may have tags, which are in no template."""
    trust = {"Version": "2012-10-17", "Statement": []}
    found = judged(
        {
            **analyzer("ACCOUNT", **given),
            "U": {"Type": "AWS::IAM::User", "Properties": given},
            "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust, **given}},
        }
    )
    assert {found[id].status for id in ("analyzers-tagged", "users-tagged", "roles-tagged")} == {status}
    because = () if given else ("t.U has no tag in the template; its stack may give one",)
    assert found["users-tagged"].because == because


@pytest.mark.parametrize(
    ("tags", "status"),
    [((("team", "x"),), "met"), ((), "not met"), ((("aws:cloudformation:stack-name", "x"),), "not met")],
)
def test_tags_of_things_in_an_export(tags: tuple[tuple[str, str], ...], status: str) -> None:
    arn = "arn:aws:iam::123456789012:{}/X"
    account = Account(
        account_id="123456789012",
        account_from="it is said",
        partition="aws",
        region="eu-central-1",
        users=(User(arn=arn.format("user"), name="X", tags=tags),),
        roles=(
            Role(arn=arn.format("role"), name="X", tags=tags, trust=None),
            Role(arn=arn.format("role/aws-service-role/x"), name="L", path="/aws-service-role/x/", trust=None),
        ),
    )
    found = {each.practice.id: each for each in judge(account)}
    assert (found["users-tagged"].status, found["roles-tagged"].status) == (status, status)
    assert (found["roles-tagged"].by or found["roles-tagged"].because[0].split()[:1]) in [("role/X",), ["role/X"]]


def test_security_hub(judged: Judge) -> None:
    assert judged({"H": {"Type": "AWS::SecurityHub::Hub"}})["security-hub"].by == ("t.H",)
    assert judged({})["security-hub"].status == "not shown"


@pytest.mark.parametrize(
    ("id", "resources"),
    [
        ("security-hub", {"H": {"Type": "AWS::SecurityHub::Hub"}}),
        ("external-access-analyzer", analyzer("ACCOUNT")),
    ],
)
def test_what_may_be_left_out_shows_nothing(id: str, resources: dict[str, Any], judged: Judge) -> None:
    perhaps = {name: {**each, "Condition": "Perhaps"} for name, each in resources.items()}
    assert judged(perhaps, **PERHAPS)[id].status == "not shown"
