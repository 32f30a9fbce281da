"""Resources that somebody chooses."""

from __future__ import annotations

import pytest

from iam_stacks.escalation.choice import Choice, choose
from iam_stacks.escalation.knowledge import Knowledge
from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.state import State
from tests.escalation.conftest import Read
from tests.escalation.parts import Json, allow, deny, user

FUNCTION = "arn:{partition}:lambda:{region}:{account}:function:{new}"
NEEDS = (Need(action="lambda:CreateFunction", on=FUNCTION), Need(action="lambda:InvokeFunction", on=FUNCTION))
METHOD = Method(id="m", gain=Gain.ACT, over=Over.NOTHING, needs=NEEDS, says="", source="")
OURS = "arn:aws:lambda:eu-central-1:123456789012:function:"


def chosen(read: Read, *statements: Json) -> Choice | None:
    """Return what a user with these statements would choose to do both to."""
    knowledge = Knowledge(read(user("u1", *statements)), [METHOD])
    return choose(knowledge, State(0).subject(knowledge.estate), NEEDS)


@pytest.mark.parametrize(
    ("statements", "resource"),
    [
        ([allow("lambda:*", "*")], f"{OURS}new"),
        ([allow("lambda:*", f"{OURS}a-*")], f"{OURS}a-new"),
        ([allow("lambda:CreateFunction", f"{OURS}a*"), allow("lambda:InvokeFunction", f"{OURS}*b")], f"{OURS}ab"),
        ([allow("lambda:*", "*"), deny("lambda:*", f"{OURS}new")], f"{OURS}"),
    ],
)
def test_a_resource_for_which_all_is_allowed(read: Read, statements: list[Json], resource: str) -> None:
    choice = chosen(read, *statements)
    assert choice
    assert choice.resource.startswith(resource)
    assert choice.depends_on == ()


@pytest.mark.parametrize(
    "statements",
    [
        [allow("lambda:CreateFunction", f"{OURS}a"), allow("lambda:InvokeFunction", f"{OURS}b")],
        [allow("lambda:*", "arn:aws:s3:::*")],
        [allow("lambda:*", "arn:aws:lambda:eu-central-1:999999999999:function:*")],
        [allow("lambda:*", "*"), deny("lambda:InvokeFunction", "*")],
    ],
)
def test_no_resource_will_do(read: Read, statements: list[Json]) -> None:
    assert chosen(read, *statements) is None


def test_what_depends_on_nothing_is_chosen_first(read: Read) -> None:
    office = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    choice = chosen(read, allow("lambda:*", f"{OURS}a", **office), allow("lambda:*", f"{OURS}b"))
    assert choice
    assert (choice.resource, choice.depends_on) == (f"{OURS}b", ())


def test_of_very_many_patterns_each_combination_is_tried(read: Read) -> None:
    creating = [allow("lambda:CreateFunction", f"{OURS}a{number}*") for number in range(14)]
    choice = chosen(read, *creating, allow("lambda:InvokeFunction", f"{OURS}*b"))
    assert choice
    assert choice.resource == f"{OURS}a0b"


def test_of_very_many_denies_none_is_told_apart(read: Read) -> None:
    denies = [deny("lambda:*", f"{OURS}x{number}*") for number in range(14)]
    may = [allow("lambda:CreateFunction", f"{OURS}a*"), allow("lambda:InvokeFunction", f"{OURS}*b")]
    choice = chosen(read, *may, *denies)
    assert choice
    assert choice.resource == f"{OURS}ab"


def test_a_statement_about_all_but_some_allows_too(read: Read) -> None:
    but = {"Effect": "Allow", "Action": "lambda:*", "NotResource": f"{OURS}new"}
    assert chosen(read, but)


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:lambda:*:*:layer:x",
        "arn:aws:lambda:*:999999999999:function:x",
        "arn:aws:lambda:*:*:function:x/y",
        "arn:aws:lambda:*:*:event-source-mapping:*",
    ],
)
def test_a_name_that_no_function_can_have_is_none(read: Read, resource: str) -> None:
    assert chosen(read, allow("lambda:*", resource)) is None
