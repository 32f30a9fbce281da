"""Whom roles trust."""

from typing import Any

import pytest

from iam_stacks.escalation.knowledge import Knowledge
from iam_stacks.escalation.things import union
from tests.escalation.conftest import ACCOUNT, Read
from tests.escalation.parts import IAM, LAMBDA, role


def trusting(read: Read, trust: Any, service: str) -> tuple[int, tuple[str, ...]]:
    """Return whether the role may be assumed by a service, and on what it depends."""
    trusts = Knowledge(read(role("r1", trusts=trust)), ()).trusts
    found = trusts.of_service(service)
    assert trusts.of_service(service) is found
    return union(each.things for each in found), tuple(key for each in found for key in each.depends_on)


def statement(**elements: Any) -> Any:
    """Return a trust statement."""
    return {"Effect": "Allow", "Principal": LAMBDA, "Action": "sts:AssumeRole", **elements}


@pytest.mark.parametrize(
    ("trust", "depends_on"),
    [
        (LAMBDA, ()),
        ("*", ()),
        (statement(Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}), ()),
        (statement(Condition={"ArnLike": {"aws:SourceArn": "arn:aws:lambda:*:*:function:f1"}}), ("aws:SourceArn",)),
    ],
)
def test_a_service_that_is_named_is_trusted(read: Read, trust: Any, depends_on: tuple[str, ...]) -> None:
    given = statement(Principal=trust) if trust == "*" else trust
    assert trusting(read, given, "lambda.amazonaws.com") == (1, depends_on)


@pytest.mark.parametrize(
    "trust",
    [
        {"Service": "ec2.amazonaws.com"},
        {"AWS": f"{IAM}root"},
        statement(Action="sts:TagSession"),
        statement(Effect="Deny"),
        statement(Condition={"StringEquals": {"aws:SourceAccount": "999999999999"}}),
    ],
)
def test_a_service_that_is_not_let_in_is_not_trusted(read: Read, trust: Any) -> None:
    assert trusting(read, trust, "lambda.amazonaws.com") == (0, ())


def test_a_role_may_leave_it_to_the_account_or_name_somebody_or_except_somebody(read: Read) -> None:
    everybody = {"Effect": "Allow", "NotPrincipal": {"AWS": f"{IAM}user/u2"}, "Action": "sts:AssumeRole"}
    account = read(
        role("r1", trusts={"AWS": ACCOUNT}) | role("r2", trusts={"AWS": f"{IAM}user/u1"}) | role("r3", trusts=everybody)
    )
    trusts = Knowledge(account, ()).trusts
    assert trusts.ours == 0b001
    assert trusts.naming(f"{IAM}user/u1") == 0b110
    assert trusts.everyone == trusts.naming(f"{IAM}user/u3") == 0b100


def test_roles_that_trust_the_same_are_looked_at_together(read: Read) -> None:
    account = read(role("r1", trusts={"AWS": ACCOUNT}) | role("r2") | role("r3", trusts={"AWS": ACCOUNT}))
    trusts = Knowledge(account, ()).trusts
    assert [roles for roles, _ in trusts.alike(0b111)] == [0b101, 0b010]
    assert [roles for roles, _ in trusts.alike(0b100)] == [0b100]
