"""Documents at their quota, and beyond."""

import json
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.model import Written
from iam_stacks.account.place import Place
from iam_stacks.checks.rules.quotas.document_size import RULES
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.kind import SESSION
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

EMPTY = len(json.dumps(allow("s3:GetObject", [""]), separators=(",", ":"))) + len(
    '{"Version":"2012-10-17","Statement":[]}'
)
TRUST = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
SUB = {"Fn::Sub": "arn:${AWS::Partition}:s3:::" + "x" * 6144}
LONG = {"Version": "2012-10-17", "Statement": [allow("s3:GetObject", ["x" * 2048])]}


def of_size(size: int) -> dict[str, Any]:
    """Return a managed policy of as many characters."""
    return managed(allow("s3:GetObject", ["x" * (size - EMPTY)]))


def test_a_managed_policy_of_its_quota_is_taken(examine: Examine) -> None:
    assert examine(of_size(6144), "quota-managed-policy-size") == []


@pytest.mark.parametrize(
    "resources",
    [
        of_size(6145),
        managed(allow("s3:GetObject", SUB)),
        managed(allow(None, "x" * 6144, NotAction="s3:GetObject")),
        managed(*(allow("S3:getobject", f"arn:aws:s3:::{'x' * 500}{number}") for number in range(11))),
        managed(allow("s3:GetObject", {"Fn::Join": ["", ["x" * 3000, {"Ref": "AWS::AccountId"}, "x" * 3144]]})),
    ],
)
def test_a_managed_policy_beyond_is_not(examine: Examine, resources: Any) -> None:
    (found,) = examine(resources, "quota-managed-policy-size")
    assert "of 6,144" in found.message
    assert found.severity == "error"
    assert found.fix == "split it into several managed policies; the quota is fixed"
    assert found.place == ("t.json", "P", ("Properties", "PolicyDocument"))


def test_white_space_does_not_count(examine: Examine) -> None:
    assert examine(managed(allow("s3:GetObject", " " * 7000)), "quota-managed-policy-size") == []


def test_what_is_known_at_deployment_only_counts_as_the_least_that_it_can_be(examine: Examine) -> None:
    names = {"Name": {"Type": "String"}}
    document = [allow("s3:GetObject", [{"Ref": "Name"}] * 100)]
    assert examine(managed(*document), "quota-managed-policy-size", sections={"Parameters": names}) == []


def test_a_policy_of_aws_is_not_judged(examine: Examine) -> None:
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    assert examine(role(TRUST, ManagedPolicyArns=[arn]), "quota-managed-policy-size") == []


@pytest.mark.parametrize(
    ("size", "quota", "count"), [(1900, {}, 0), (2100, {}, 1), (2100, {"trust-policy-size": 4096}, 0)]
)
def test_a_trust_policy_has_a_quota_that_can_be_raised(
    examine: Examine, size: int, quota: dict[str, int], count: int
) -> None:
    found = examine(role(TRUST | {"Sid": "x" * size}), "quota-trust-policy-size", quotas=quota)
    assert len(found) == count
    for each in found:
        assert each.principal == "arn:aws:iam::123456789012:role/${R}"
        assert each.fix.endswith("to 8,192 at most, and give it in quotas as trust-policy-size")


def test_what_aws_grants_at_the_most_can_be_had_by_a_raise(examine: Examine) -> None:
    empty = len(
        json.dumps(role(TRUST | {"Sid": ""})["R"]["Properties"]["AssumeRolePolicyDocument"], separators=(",", ":"))
    )
    (found,) = examine(role(TRUST | {"Sid": "x" * (8192 - empty)}), "quota-trust-policy-size")
    assert found.message == "the trust policy has at least 8,192 characters of 2,048"
    assert "raise the quota" in found.fix


def test_a_trust_policy_beyond_what_aws_grants_cannot_be_helped_by_a_raise(examine: Examine) -> None:
    (found,) = examine(role(TRUST | {"Sid": "x" * 9000}), "quota-trust-policy-size")
    assert found.fix == "trust fewer principals, or split the role; AWS raises the quota to 8,192 at most"


def test_a_malformed_trust_policy_has_a_size_too(examine: Examine) -> None:
    (found,) = examine(role(TRUST | {"Efect": "x" * 2048}), "quota-trust-policy-size")
    assert found.principal is None


@pytest.mark.parametrize(("document", "count"), [(LONG, 1), (json.dumps(LONG), 1), ({"Statement": []}, 0)])
def test_a_session_policy_has_a_quota(document: Any, count: int) -> None:
    (rule,) = (each for each in RULES if each.id == "quota-session-policy-size")
    account = Account(account_id="123456789012", account_from="given", partition="aws", region="eu-central-1")
    written = Written(name="session", layer="identity", place=Place("p.json", ""), source=document)
    assert len(list(rule.check(PolicyView(account=account, kind=SESSION, written=written)))) == count
