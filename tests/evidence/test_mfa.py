"""Whether a user can act without MFA."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.evidence.mfa import needs_mfa
from iam_stacks.evidence.records import Records
from iam_stacks.policy.mfa import mfa_statements

RecordsOf = Callable[..., Records]
ABSENT_TOO = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}


def deny(**changed: Any) -> dict[str, Any]:
    statement = {"Effect": "Deny", "NotAction": ["iam:EnableMFADevice"], "Resource": "*", "Condition": ABSENT_TOO}
    return {key: value for key, value in (statement | changed).items() if value is not None}


def members(*statements: dict[str, Any], **user: Any) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    policies = {"Policies": [{"PolicyName": "P", "PolicyDocument": document}]} if statements else {}
    return {
        "G": {"Type": "AWS::IAM::Group", "Properties": policies},
        "U": {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Ref": "G"}], **user}},
    }


NEEDED = {
    "ours": tuple(mfa_statements(arn_prefix="arn:aws:iam::123456789012")),
    "but to set it up": (deny(),),
    "everything": (deny(NotAction=None, Action="*"),),
    "but to read about oneself": (deny(NotAction=["iam:Get*", "IAM:ListUsers", "sts:GetSessionToken"]),),
    "but what services do": (
        deny(Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false"}}),
    ),
}
NOT_NEEDED = {
    "nothing said": (),
    "an allow": (deny(Effect="Allow"),),
    "no condition": (deny(Condition=None),),
    "access keys get by": (deny(Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}),),
    "sessions get by": (deny(Condition={"Null": {"aws:MultiFactorAuthPresent": "true"}}),),
    "only what services do": (deny(Condition={**ABSENT_TOO, "Bool": {"aws:ViaAWSService": "true"}}),),
    "only from somewhere": (deny(Condition={**ABSENT_TOO, "IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}),),
    "something only": (deny(NotAction=None, Action="s3:*"),),
    "something spared": (deny(NotAction=["iam:EnableMFADevice", "s3:GetObject"]),),
    "MFA can be taken away": (deny(NotAction=["iam:DeactivateMFADevice"]),),
    "some resources only": (deny(Resource="arn:aws:s3:::x"),),
    "all other resources": (deny(Resource=None, NotResource="arn:aws:s3:::x"),),
}


@pytest.mark.parametrize("statements", NEEDED.values(), ids=NEEDED)
def test_who_is_denied_everything_else_needs_mfa(statements: Any, records_of: RecordsOf) -> None:
    (user,) = records_of(members(*statements)).account.users
    assert needs_mfa(user, frozenset()) is True


@pytest.mark.parametrize("statements", NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_who_is_not_does_not(statements: Any, records_of: RecordsOf) -> None:
    (user,) = records_of(members(*statements)).account.users
    assert needs_mfa(user, frozenset()) is False


@pytest.mark.parametrize(
    "more",
    [
        {"ManagedPolicyArns": ["arn:aws:iam::123456789012:policy/Elsewhere"]},
        {"Groups": [{"Ref": "G"}, "Elsewhere"]},
    ],
)
def test_a_policy_that_was_not_read_may_ask_for_it(more: dict[str, Any], records_of: RecordsOf) -> None:
    (user,) = records_of(members(**more)).account.users
    assert needs_mfa(user, frozenset()) is None


def test_a_boundary_may_ask_for_it(records_of: RecordsOf) -> None:
    document = {"Version": "2012-10-17", "Statement": [deny()]}
    boundary = {"B": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}}
    (user,) = records_of({**boundary, **members(PermissionsBoundary={"Ref": "B"})}).account.users
    assert needs_mfa(user, frozenset()) is True
