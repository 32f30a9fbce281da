"""Answers as people read them."""

from collections.abc import Iterable
from typing import Any

import pytest

from iam_stacks.reports.answer_text import Line, actions_lines, can_lines, who_can_lines, why_lines

ALLOW = {"policy": "P", "statement": 1, "sid": "S", "effect": "Allow"}
DENY = {"policy": "Q", "statement": 0, "sid": None, "effect": "Deny"}


def decided(*outcomes: str, depends_on: Iterable[str] = (), reasons: Iterable[Any] = ()) -> dict[str, Any]:
    return {"effect": outcomes[0], "outcomes": list(outcomes), "depends_on": depends_on, "reasons": reasons}


def layer(name: str) -> dict[str, Any]:
    return {"policy": name, "statement": None, "sid": None, "effect": "implicitDeny"}


def asked(**decision: Any) -> dict[str, Any]:
    return {"principal": "arn:p", "action": "s3:GetObject", "resource": "*", **decision}


def texts(lines: Iterable[Line]) -> list[str]:
    return ["".join(part if isinstance(part, str) else part[0] for part in line) for line in lines]


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (("allowed",), ("allowed   ", "green")),
        (("implicitDeny", "allowed"), ("it depends", "yellow")),
        (("explicitDeny", "implicitDeny"), ("denied    ", "red")),
    ],
)
def test_the_verdict_is_about_every_possible_outcome(outcomes: tuple[str, ...], verdict: tuple[str, str]) -> None:
    assert next(can_lines(asked(**decided(*outcomes)))) == [verdict, " arn:p s3:GetObject *"]


def test_a_certain_answer_has_its_reasons() -> None:
    assert texts(can_lines(asked(**decided("allowed", reasons=[ALLOW, DENY])))) == [
        "allowed    arn:p s3:GetObject *",
        "  Allow P statement 1 (S)",
        "  Deny  Q statement 0",
    ]


def test_an_answer_that_depends_says_on_what_and_of_which_case_the_reasons_are() -> None:
    answer = decided("explicitDeny", "allowed", depends_on=["aws:SourceIp", "aws:SourceVpc"], reasons=[DENY])
    assert texts(can_lines(asked(**answer)))[1:] == [
        "  depends on aws:SourceIp, aws:SourceVpc",
        "  explicitDeny if none of them is in the request:",
        "  Deny  Q statement 0",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("identity", "no identity-based policy allows it"),
        ("boundary", "the permissions boundary does not allow it"),
        ("resource", "no policy of the resource allows it"),
        ("session", "no session policy allows it"),
        ("scp[1]", "scp[1] does not allow it"),
    ],
)
def test_a_layer_that_does_not_allow_is_said_in_words(name: str, said: str) -> None:
    assert texts(can_lines(asked(**decided("implicitDeny", reasons=[layer(name)]))))[1:] == [f"  {said}"]


def test_everybody_who_can_has_a_verdict_and_reasons() -> None:
    principals = [
        {"principal": "arn:a", **decided("allowed", reasons=[ALLOW])},
        {"principal": "arn:b", **decided("implicitDeny", "allowed", depends_on=["aws:SourceIp"])},
    ]
    assert texts(who_can_lines({"action": "s3:GetObject", "resource": "*", "principals": principals})) == [
        "allowed    arn:a",
        "  Allow P statement 1 (S)",
        "it depends arn:b",
        "  depends on aws:SourceIp",
        "  implicitDeny if none of them is in the request:",
    ]


def test_nobody_is_said() -> None:
    lines = list(who_can_lines({"action": "s3:GetObject", "resource": "*", "principals": []}))
    assert lines == [[("nobody", "red"), " can s3:GetObject on *"]]


def test_actions_are_listed_by_service_and_level_after_what_gives_and_limits_them() -> None:
    answer = {
        "principal": "arn:p",
        "contributions": [
            {"source": "own", "policy": "P", "actions": 1},
            {"source": "group/G", "policy": "Q", "actions": 1234},
        ],
        "limited_by": ["B"],
        "depends_on": ["aws:SourceIp"],
        "services": {"s3": {"Read": ["GetAcl", "GetObject"], "List": ["ListBucket"]}},
    }
    assert texts(actions_lines(answer)) == [
        "arn:p",
        "  1 action by P (own)",
        "  1,234 actions by Q (group/G)",
        "  limited by B",
        "  depends on aws:SourceIp",
        "s3",
        "  List: ListBucket",
        "  Read: GetAcl, GetObject",
    ]


def test_no_actions_are_said() -> None:
    answer = {"principal": "arn:p", "contributions": [], "limited_by": [], "depends_on": [], "services": {}}
    assert texts(actions_lines(answer)) == ["arn:p", "  no action is allowed"]


def test_why_says_what_each_statement_says() -> None:
    statements = [
        ALLOW | {"matched": True, "because": "everything in it matches"},
        DENY | {"matched": False, "because": "it is not about the resource"},
    ]
    assert texts(why_lines(asked(**decided("allowed", reasons=[ALLOW])) | {"statements": statements}))[2:] == [
        "what each statement says:",
        "  Allow P statement 1 (S) matches: everything in it matches",
        "  Deny  Q statement 0 does not match: it is not about the resource",
    ]
