"""Policies that do not keep to the grammar."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

RULE = "policy-malformed"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
PARAMETERS = {"Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "Permit"}}}


@pytest.mark.parametrize(
    "resources",
    [
        managed(allow("s3:GetObject")),
        managed(allow(["s3:GetObject"], ["*"], Condition={"Bool": {"aws:SecureTransport": True}})),
        managed(allow("s3:GetObject", Condition={"StringEqual": {"aws:username": "x"}})),  # of another rule
        role(TRUST),
        {"K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [TRUST | {"Resource": "*"}]}}}},
    ],
)
def test_what_keeps_to_the_grammar_is_taken(examine: Examine, resources: Any) -> None:
    assert examine(resources, RULE) == []


@pytest.mark.parametrize(
    ("resources", "message", "path"),
    [
        (managed(allow("s3:GetObject", Effect="allow")), '"allow" is no effect', ("Statement", 0, "Effect")),
        (managed(allow("s3:GetObject", Effect={"Ref": "Known"})), '"Permit" is no effect', ("Statement", 0, "Effect")),
        (managed(allow(None)), "a statement needs Action or NotAction", ("Statement", 0)),
        (managed(allow("GetObject")), '"GetObject" is no action', ("Statement", 0, "Action")),
        (managed(allow([])), "a list is neither text nor a list of texts", ("Statement", 0, "Action")),
        (managed(allow("s3:GetObject", NotAction="s3:*")), "Action and NotAction exclude each other", ("Statement", 0)),
        (managed(allow("s3:GetObject", resource="*")), 'there is no element "resource"', ("Statement", 0)),
        (managed(allow("s3:GetObject", None)), "a statement needs Resource or NotResource", ("Statement", 0)),
        (managed(allow("s3:*", Principal="*")), "only a resource-based policy has Principal", ("Statement", 0)),
        (managed(allow("s3:*", NotPrincipal="*")), "only a resource-based policy has Principal", ("Statement", 0)),
        (managed(allow("s3:GetObject"), version="2012-10-18"), '"2012-10-18" is no version', ("Version",)),
        (managed(), "the policy has no statement", ("Statement",)),
    ],
)
def test_an_identity_policy_that_does_not_is_found(examine: Examine, resources: Any, message: str, path: Any) -> None:
    (found,) = examine(resources, RULE, sections=PARAMETERS)
    assert found.message.startswith(message)
    assert found.severity == "error"
    assert found.place == ("t.json", "P", ("Properties", "PolicyDocument", *path))


@pytest.mark.parametrize(
    ("resources", "message"),
    [
        (role({**TRUST, "Resource": "*"}), "a role's trust policy cannot have Resource"),
        (role(TRUST, {**TRUST, "NotResource": ["*"]}), "a role's trust policy cannot have NotResource"),
        (role(allow("sts:AssumeRole", None)), "a resource-based policy needs Principal or NotPrincipal"),
        (role({**TRUST, "Principal": {"Services": "x"}}), 'there is no element "Services"'),
        (
            role({"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}),
            "a role's trust policy cannot have NotPrincipal",
        ),
    ],
)
def test_a_trust_policy_that_does_not_is_found(examine: Examine, resources: Any, message: str) -> None:
    (found,) = examine(resources, RULE)
    assert found.message.startswith(message)
    assert found.place.path[:2] == ("Properties", "AssumeRolePolicyDocument")


def test_each_element_that_a_trust_policy_cannot_have_is_a_finding_of_its_own(examine: Examine) -> None:
    found = examine(role({**TRUST, "Resource": "*"}, {**TRUST, "NotResource": "*"}), RULE)
    assert [each.qualified_rule for each in found] == [f"{RULE}[trust Resource]", f"{RULE}[trust NotResource]"]


@pytest.mark.parametrize(
    "statement",
    [
        allow("s3:GetObject", Effect={"Ref": "Text"}),
        allow({"Ref": "Text"}),
        allow("s3:GetObject", Condition={"Ref": "Text"}),
        {"Ref": "Text"},
    ],
)
def test_what_is_known_only_at_deployment_is_not_judged(examine: Examine, statement: Any) -> None:
    assert examine(managed(statement), RULE, sections=PARAMETERS) == []
