"""What each statement says to a request, and why."""

from typing import Any

import pytest

from iam_stacks.policy import Evaluator, PolicyError, Request
from iam_stacks.policy.explanation import Considered

USER = "arn:aws:iam::123456789012:user/Jane"
OBJECT = "arn:aws:s3:::b/k"


def document(**elements: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "s3:*", **elements}
    return {"Version": "2012-10-17", "Statement": [statement]}


def because(elements: dict[str, Any], layer: str = "identity_policies", **request: Any) -> tuple[bool, str]:
    """Whether the one statement of a policy matches, and why."""
    several = layer in ("identity_policies", "session_policies")
    given = {"principal": USER, "action": "s3:GetObject", "resource": OBJECT} | request
    policies: dict[str, Any] = {layer: [document(**elements)] if several else document(**elements)}
    (considered,) = Evaluator(**policies).consider(Request(**given))
    return considered.matched, considered.because


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ({"Resource": "*"}, (True, "everything in it matches")),
        ({"Action": "sqs:*", "Resource": "*"}, (False, "it is not about s3:GetObject")),
        ({"Resource": "arn:aws:s3:::a"}, (False, "it is not about the resource")),
        ({"Resource": "arn:aws:s3:::b/${aws:username}"}, (False, "it is not about the resource")),
    ],
)
def test_what_a_statement_is_not_about_is_said(elements: dict[str, Any], said: tuple[bool, str]) -> None:
    assert because(elements) == said


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ({"Principal": {"AWS": USER}}, (True, "everything in it matches")),
        ({"Principal": {"AWS": "999999999999"}}, (False, "it is not about the principal")),
        ({"NotPrincipal": {"AWS": [USER, "123456789012"]}}, (False, "it is not about the principal")),
    ],
)
def test_whom_a_statement_is_not_about_is_said(elements: dict[str, Any], said: tuple[bool, str]) -> None:
    assert because(elements | {"Resource": "*"}, "resource_policy") == said


def test_a_kind_of_policy_that_does_not_apply_is_said() -> None:
    said = because({"Resource": "*"}, principal="lambda.amazonaws.com")
    assert said == (False, "this kind of policy does not apply to the caller or the service")


@pytest.mark.parametrize(
    ("condition", "request_has", "said"),
    [
        (
            {"StringEquals": {"aws:UserName": "John"}},
            {},
            (False, "its condition StringEquals aws:UserName does not hold: aws:UserName is Jane"),
        ),
        (
            {"StringEquals": {"aws:SourceVpc": "v"}},
            {},
            (False, "its condition StringEquals aws:SourceVpc does not hold: aws:SourceVpc is absent"),
        ),
        (
            {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}},
            {"context": {"aws:TagKeys": ["a", "b"]}},
            (False, "its condition ForAllValues:StringEquals aws:TagKeys does not hold: aws:TagKeys is a, b"),
        ),
        (
            {"Bool": {"aws:SecureTransport": "true"}},
            {"unknown": "*"},
            (
                False,
                "its condition Bool aws:SecureTransport does not hold: "
                "aws:SecureTransport is not known and taken as absent",
            ),
        ),
        (
            {"BoolIfExists": {"aws:SecureTransport": "true"}},
            {"unknown": ["AWS:securetransport"]},
            (True, "its condition BoolIfExists aws:SecureTransport holds if AWS:securetransport is absent"),
        ),
        (
            {"StringNotEquals": {"aws:username": "${aws:RequestTag/a}-${aws:RequestTag/b}-${aws:RequestTag/a}"}},
            {"unknown": "aws:RequestTag/*"},
            (
                True,
                "its condition StringNotEquals aws:username holds if aws:RequestTag/a, aws:RequestTag/b is absent",
            ),
        ),
        ({"StringEquals": {"aws:username": "Jane"}}, {"unknown": "*"}, (True, "everything in it matches")),
    ],
)
def test_a_condition_is_said_with_what_decides_it(
    condition: dict[str, Any], request_has: dict[str, Any], said: tuple[bool, str]
) -> None:
    assert because({"Resource": "*", "Condition": condition}, **request_has) == said


def test_a_resource_of_an_unknown_value_is_said() -> None:
    elements = {"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team}"}
    expected = (False, "it is about the resource only for some aws:PrincipalTag/team")
    assert because(elements, unknown="*") == expected
    assert because(elements, unknown=()) == (False, "it is not about the resource")


def test_the_first_of_several_objections_is_the_one_that_is_said() -> None:
    elements = {"Action": "sqs:*", "Resource": "arn:aws:s3:::a", "Condition": {"Null": {"aws:username": "true"}}}
    assert because(elements) == (False, "it is not about s3:GetObject")
    assert because(elements | {"Action": "s3:*"}) == (False, "it is not about the resource")


def test_every_statement_of_every_policy_is_considered_in_its_place() -> None:
    two = {"Version": "2012-10-17", "Statement": [*document(Sid="A", Resource="*")["Statement"]] * 2}
    deny = document(Effect="Deny", Principal="*", Resource="*")
    evaluator = Evaluator(identity_policies=[document(Resource="*"), two], resource_policy=deny)
    considered = evaluator.consider(Request(principal=USER, action="s3:GetObject", resource=OBJECT))
    why = "everything in it matches"
    assert considered == (
        Considered("identity[0]", 0, None, "Allow", True, why),
        Considered("identity[1]", 0, "A", "Allow", True, why),
        Considered("identity[1]", 1, "A", "Allow", True, why),
        Considered("resource", 0, None, "Deny", True, why),
    )


def test_what_is_no_request_is_refused() -> None:
    with pytest.raises(PolicyError, match="no Request"):
        Evaluator().consider("s3:GetObject")  # type: ignore[arg-type]
