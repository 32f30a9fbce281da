"""What is asked of the graph."""

from __future__ import annotations

from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.escalation import Escalation
from tests.escalation.conftest import Read
from tests.escalation.parts import IAM, LAMBDA, US, administrator, allow, role, short, steps, user


def writes_logs(subject: Subject) -> bool:
    """Tell whether somebody has a policy of the role that may."""
    return any(policy.name.startswith("r2/") for policy in subject.policies)


def test_whoever_can_come_to_have_something_has_a_path_to_it(read: Read) -> None:
    account = read(
        user("u1", allow("sts:AssumeRole", "role/r2")) | role("r2", allow("logs:*", "*"), trusts=US) | user("u2")
    )
    (path,) = Escalation(account).to(writes_logs)
    assert steps(path) == [("user/u1", "assume-role", "role/r2")]


def test_administrators_have_everything(read: Read) -> None:
    account = read(user("u1", allow("sts:AssumeRole", "role/r9")) | administrator(trusts=US))
    (path,) = Escalation(account).to(lambda _: False)
    assert (short(path.start), short(path.end)) == ("user/u1", "role/r9")


def test_whom_a_principal_can_become_is_told_the_nearest_first(read: Read) -> None:
    account = read(
        user("u1", allow("sts:AssumeRole", "role/r2"))
        | role("r2", allow("iam:PutUserPolicy", "user/u1"), allow("iam:CreateAccessKey", "user/u3"), trusts=US)
        | user("u3")
        | role("r4", trusts=LAMBDA)
    )
    became = Escalation(account).become(f"{IAM}user/u1")
    assert [(short(each.subject.arn), each.path and len(each.path.hops)) for each in became] == [
        ("user/u1", None),
        ("role/r2", 1),
        ("user/u1", 2),
        ("user/u3", 2),
    ]


def test_a_path_says_on_what_it_depends(read: Read) -> None:
    mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    account = read(user("u1", allow("sts:AssumeRole", "role/r9", **mfa)) | administrator(trusts=US))
    (path,) = Escalation(account).to_administrators()
    assert path.depends_on == ("aws:MultiFactorAuthPresent",)
