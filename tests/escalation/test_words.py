"""Steps in words."""

from dataclasses import replace

import pytest

from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.path import Done, Hop
from iam_stacks.escalation.words import doing, mend, needed, person, resource, said, statement
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.symbol import symbol
from tests.escalation.conftest import Read
from tests.escalation.parts import ANYTHING, allow, role, user

ARN = "arn:aws:iam::123456789012:"
JOHN, GROUP, ROLE = f"{ARN}user/staff/JohnDoe", f"{ARN}group/Admins", f"{ARN}role/Deploy"
FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:report"
ALLOW = Reason(f"{ARN}policy/X", 2, None, "Allow")
SID = Reason("JohnDoe/Inline", 0, "Pass", "Allow")
DENY = Reason(f"{ARN}policy/Y", 1, None, "Deny")
LAYER = Reason("identity", None, None, "implicitDeny")


def method(says: str, gain: Gain = Gain.ACT) -> Method:
    return Method(id="m", gain=gain, over=Over.ROLE, needs=(Need(action="a:B"),), says=says, source="a test")


def hop(says: str, gain: Gain = Gain.ACT, *, to: str = JOHN, thing: str = JOHN, done: tuple[Done, ...] = ()) -> Hop:
    return Hop(actor=JOHN, to=to, thing=thing, method=method(says, gain), done=done)


def test_a_step_is_a_sentence() -> None:
    done = Done(action="iam:AttachUserPolicy", resource=JOHN, statements=(ALLOW,))
    step = hop("attach AdministratorAccess to {thing}", Gain.EMPOWER, done=(done,))
    assert said(step) == (
        "JohnDoe can attach AdministratorAccess to itself: "
        "iam:AttachUserPolicy on user/staff/JohnDoe (policy X, statement 2)"
    )


def test_it_says_every_action_every_statement_and_what_it_depends_on() -> None:
    done = (
        Done(action="iam:PassRole", resource=ROLE, statements=(ALLOW, SID), depends_on=("aws:b",)),
        Done(action="lambda:CreateFunction", resource="*", statements=(ALLOW,), depends_on=("aws:a", "aws:b")),
    )
    assert said(hop("pass {role} to a function", to=ROLE, thing=ROLE, done=done)) == (
        "JohnDoe can pass role/Deploy to a function: "
        "iam:PassRole on role/Deploy (policy X, statement 2; policy JohnDoe/Inline, statement 0 (Pass)), "
        "lambda:CreateFunction on * (policy X, statement 2); depends on aws:a, aws:b"
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (hop("assume {thing}", to=ROLE, thing=ROLE), "assume role/Deploy"),
        (hop("run {thing} as {role}", to=ROLE, thing=FUNCTION), "run function:report as role/Deploy"),
        (hop("change {thing}", to=ROLE, thing=FUNCTION), "change function:report, and act as role/Deploy"),
        (hop("change {thing}", Gain.EMPOWER, thing=GROUP), "change group/Admins, for itself"),
        (hop("change {thing}", Gain.EMPOWER, to=ROLE, thing=GROUP), "change group/Admins, for role/Deploy"),
        (hop("add {user} to {thing}", Gain.JOIN, thing=GROUP), "add itself to group/Admins"),
        (hop("make a role", Gain.CREATE, to=ROLE, thing=GROUP), "make a role"),
    ],
)
def test_whose_power_is_gained_is_always_said(step: Hop, words: str) -> None:
    assert doing(step) == words


def test_names_stand_for_themselves() -> None:
    thing = f"{ARN}role/" + "{role}"
    assert doing(hop("assume {thing}", to=thing, thing=thing)) == "assume role/{role}"


def test_only_what_allows_is_said_to_allow() -> None:
    assert (
        needed(Done(action="a:B", resource="*", statements=(LAYER, DENY, ALLOW))) == "a:B on * (policy X, statement 2)"
    )
    assert needed(Done(action="a:B", resource="*", statements=(LAYER,))) == "a:B on *"


def test_a_service_that_does_it_is_said() -> None:
    done = Done(action="sts:AssumeRole", resource=ROLE, statements=(ALLOW,), by="lambda.amazonaws.com")
    assert needed(done) == "sts:AssumeRole on role/Deploy by lambda.amazonaws.com (policy X, statement 2)"


def test_how_somebody_has_a_policy_is_said_where_it_is_known() -> None:
    assert statement(ALLOW, "of group/Staff") == "policy X of group/Staff, statement 2"
    done = Done(action="a:B", resource="*", statements=(ALLOW, SID))
    assert mend(done, lambda reason: reason.policy[-1]) == "take it out of X and of e, or narrow it there"


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ((ALLOW, DENY), "take it out of policy X, statement 2, or narrow it there"),
        (
            (ALLOW, SID),
            "take it out of policy X, statement 2 and of policy JohnDoe/Inline, statement 0 (Pass), or narrow it there",
        ),
        ((), "take it out of what allows it, or narrow it there"),
    ],
)
def test_to_mend_it_all_statements_that_allow_it_are_changed(statements: tuple[Reason, ...], words: str) -> None:
    assert mend(Done(action="a:B", resource="*", statements=statements)) == words


def test_symbols_are_shown_as_people_write_them() -> None:
    name = symbol("Deployer")
    assert person(f"{ARN}role/{name}") == "${Deployer}"
    assert resource(f"{ARN}role/{name}") == "role/${Deployer}"
    assert statement(replace(ALLOW, policy=f"arn:aws:iam::{symbol('AWS::AccountId')}:policy/{name}")) == (
        "policy ${Deployer}, statement 2"
    )


@pytest.mark.parametrize("text", ["*", "somebody"])
def test_what_is_no_arn_is_called_as_it_is(text: str) -> None:
    assert resource(text) == text


def test_what_a_service_does_in_a_way_that_is_found_is_said_to_be_done_by_it(read: Read) -> None:
    passes = allow("iam:PassRole", "*"), allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "*")
    account = read({**user("U", *passes), **role("R", ANYTHING)})
    ((hop,),) = (path.hops for path in Escalation(account).to_administrators())
    assert [(done.action, done.by) for done in hop.done] == [
        ("iam:PassRole", None),
        ("lambda:CreateFunction", None),
        ("lambda:InvokeFunction", None),
        ("sts:AssumeRole", "lambda.amazonaws.com"),
    ]
    assert "sts:AssumeRole on role/R by lambda.amazonaws.com (policy R/trust, statement 0)" in said(hop)
