"""What is attached as a policy."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll

PARAMETERS = {"Parameters": {"P": {"Type": "String"}}}
P: Any = {"Ref": "P"}
CUSTOMER = "arn:aws:iam::123456789012:policy/"
FINE: list[Any] = [
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    "arn:aws-cn:iam::123456789012:policy/a/b/Name",
    {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${P}"},
    {"Fn::Sub": "arn:aws:iam::${P}:policy/Name"},
    {"Fn::Sub": "${P}:policy/Name"},
    f"{CUSTOMER}{'a' * (2048 - len(CUSTOMER))}",
    {"Fn::Join": ["", [CUSTOMER, P, "a" * (2048 - len(CUSTOMER))]]},
    P,
]
WRONG: list[Any] = [
    "ReadOnlyAccess",
    "arn:aws:iam::123456789012:role/Name",
    "arn:aws:iam::12345:policy/Name",
    "arn:aws:iam:eu-central-1:123456789012:policy/Name",
    "arn:aws:iam::123456789012:policy/",
    "arn:aws:s3:::policy/Name",
    "ARN:aws:iam::aws:policy/ReadOnlyAccess",
    f"{CUSTOMER}{'a' * (2049 - len(CUSTOMER))}",
    {"Fn::Sub": "policy/${P}"},
    {"Fn::Join": ["", [CUSTOMER, P, "a" * (2049 - len(CUSTOMER))]]},
]


def user(property: str, value: Any) -> dict[str, Any]:
    return {"U": {"Type": "AWS::IAM::User", "Properties": {property: value}}}


@pytest.mark.parametrize("arn", FINE)
def test_a_policys_arn_is_taken(examine: Examine, arn: Any) -> None:
    for resources in (user("ManagedPolicyArns", [arn]), user("PermissionsBoundary", arn)):
        assert examine(resources, "policy-arn-malformed", sections=PARAMETERS) == []


@pytest.mark.parametrize("arn", WRONG)
def test_nothing_else_is(examine: Examine, arn: Any) -> None:
    (found,) = examine(user("ManagedPolicyArns", [FINE[0], arn]), "policy-arn-malformed", sections=PARAMETERS)
    assert found.place == ("t.json", "U", ("Properties", "ManagedPolicyArns", 1))
    assert found.severity == "error"
    (found,) = examine(user("PermissionsBoundary", arn), "policy-arn-malformed", sections=PARAMETERS)
    assert found.place == ("t.json", "U", ("Properties", "PermissionsBoundary"))


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        (
            "AWSLambdaBasicExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        ),
    ],
)
def test_the_name_of_a_policy_of_aws_is_mended(examine: Examine, name: str, arn: str) -> None:
    (found,) = examine(user("ManagedPolicyArns", [name]), "policy-arn-malformed")
    assert found.fix == f"give {arn}"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ReadonlyAccess", "; there is ReadOnlyAccess"),
        ("AWSLambdaBasicExecutionRole", "; there is service-role/AWSLambdaBasicExecutionRole"),
        ("ReadOnlyAcces", "; there is ReadOnlyAccess"),
        ("AWSWAFFULLACCESS", "; there is AWSWAFFullAccess"),
        ("qqqqqqqqqqqqqqq", ""),
    ],
)
@pytest.mark.parametrize("start", ["arn:aws:", {"Fn::Sub": "arn:${AWS::Partition}:"}])
def test_a_policy_of_aws_is_not_known(examine: Examine, name: str, hint: str, start: Any) -> None:
    arn = {"Fn::Join": ["", [start, "iam::aws:policy/", name]]}
    (found,) = examine(user("ManagedPolicyArns", [arn]), "aws-managed-policy-unknown")
    assert found.message == f"AWS is not known to have a policy {name}{hint}"
    assert found.severity == "warning"
    assert len(examine(user("PermissionsBoundary", arn), "aws-managed-policy-unknown")) == 1


@pytest.mark.parametrize("arn", [*FINE, {"Fn::Sub": "arn:aws:iam::aws:policy/${P}"}, "arn:aws:iam::1:policy/X"])
def test_others_are_known_or_are_nobodys_business(examine: Examine, arn: Any) -> None:
    assert examine(user("ManagedPolicyArns", [arn]), "aws-managed-policy-unknown", sections=PARAMETERS) == []


def test_a_policy_that_an_export_has_is_known(examine_all: ExamineAll) -> None:
    arn = "arn:aws:iam::aws:policy/NewerThanTheList"
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    version = {"IsDefaultVersion": True, "Document": {"Version": "2012-10-17", "Statement": [statement]}}
    export = {"UserDetailList": [], "Policies": [{"Arn": arn, "PolicyVersionList": [version]}]}
    template = user("ManagedPolicyArns", [arn]) | {
        "V": {"Type": "AWS::IAM::User", "Properties": {"PermissionsBoundary": arn}}
    }
    assert len(examine_all({"t": template}, "aws-managed-policy-unknown")) == 2
    assert examine_all({"export": export, "t": template}, "aws-managed-policy-unknown") == []
