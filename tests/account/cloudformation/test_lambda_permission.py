"""Permissions of Lambda functions as statements."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account

Read = Callable[..., Account]

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f"
RESOURCES = {"F": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f"}}}

GIVEN = {"FunctionName": {"Ref": "F"}, "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}


def statement(account_of: Read, **properties: Any) -> dict[str, Any]:
    given = {
        "FunctionName": {"Ref": "F"},
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
    } | properties
    account = account_of(RESOURCES | {"P": {"Type": "AWS::Lambda::Permission", "Properties": given}})
    assert account.unresolved == ()
    (guard,) = account.resource_policies
    assert guard.covers == (guard.resource,)
    found: dict[str, Any] = guard.policy.document.render()["Statement"][0]
    return found


def test_a_permission_is_one_statement(account_of: Read) -> None:
    assert statement(account_of) == {
        "Sid": "P",
        "Effect": "Allow",
        "Principal": {"Service": ["s3.amazonaws.com"]},
        "Action": ["lambda:InvokeFunction"],
        "Resource": [FUNCTION],
    }


@pytest.mark.parametrize(
    ("principal", "found"),
    [
        ("*", "*"),
        ("999999999999", {"AWS": ["arn:aws:iam::999999999999:root"]}),
        ({"Ref": "AWS::AccountId"}, {"AWS": ["arn:aws:iam::123456789012:root"]}),
        ("arn:aws:iam::999999999999:role/R", {"AWS": ["arn:aws:iam::999999999999:role/R"]}),
    ],
)
def test_a_principal_is_a_service_an_account_or_an_arn(account_of: Read, principal: Any, found: Any) -> None:
    assert statement(account_of, Principal=principal)["Principal"] == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"SourceArn": "arn:aws:s3:::b"}, {"ArnLike": {"AWS:SourceArn": ["arn:aws:s3:::b"]}}),
        ({"SourceAccount": "999999999999"}, {"StringEquals": {"AWS:SourceAccount": ["999999999999"]}}),
        ({"PrincipalOrgID": "o-a"}, {"StringEquals": {"aws:PrincipalOrgID": ["o-a"]}}),
        ({"EventSourceToken": "t"}, {"StringEquals": {"lambda:EventSourceToken": ["t"]}}),
        ({"FunctionUrlAuthType": "NONE"}, {"StringEquals": {"lambda:FunctionUrlAuthType": ["NONE"]}}),
        ({"InvokedViaFunctionUrl": True}, {"Bool": {"lambda:InvokedViaFunctionUrl": ["true"]}}),
        (
            {"SourceAccount": "9", "PrincipalOrgID": "o-a"},
            {"StringEquals": {"AWS:SourceAccount": ["9"], "aws:PrincipalOrgID": ["o-a"]}},
        ),
    ],
)
def test_limits_of_a_permission_are_conditions(account_of: Read, given: Any, found: Any) -> None:
    assert statement(account_of, **given)["Condition"] == found


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("f", FUNCTION),
        ("f:live", f"{FUNCTION}:live"),
        ("999999999999:function:f", "arn:aws:lambda:eu-central-1:999999999999:function:f"),
        ({"Fn::GetAtt": "F.Arn"}, FUNCTION),
    ],
)
def test_a_function_can_be_named_in_each_way_that_lambda_has(account_of: Read, name: Any, arn: str) -> None:
    assert statement(account_of, FunctionName=name)["Resource"] == [arn]


def test_a_permission_without_a_function_is_reported(account_of: Read) -> None:
    account = account_of({"P": {"Type": "AWS::Lambda::Permission", "Properties": {"Principal": "*"}}})
    assert [(each.logical_id, each.why) for each in account.unresolved] == [("P", "null is not text")]
