"""Principals with what has been gained for them."""

from iam_stacks.escalation.estate import Estate
from iam_stacks.escalation.method import Gain
from iam_stacks.escalation.state import CREATED, GIVEN, State
from tests.escalation.conftest import Read
from tests.escalation.parts import IAM, allow, group, policy, user


def estate(read: Read) -> Estate:
    """Two groups, and a user with a boundary who is in one of them."""
    bounded = user("u1", allow("s3:*", "*"), Groups=["g1"], PermissionsBoundary=f"{IAM}policy/b1")
    return Estate(
        read(
            bounded
            | group("g1", allow("sqs:*", "*"))
            | group("g2", allow("sns:*", "*"))
            | policy("b1", allow("*", "*"))
        )
    )


def test_what_is_gained_is_added_to_what_it_has(read: Read) -> None:
    known = estate(read)
    own = State(0).subject(known)
    more = State(0).joining(0b10, 0b10).after(Gain.EMPOWER).subject(known)
    assert own.boundary is more.boundary is not None
    assert [each.name for each in more.policies] == [*(each.name for each in own.policies), "g2/p", GIVEN.name]
    assert State(0).after(Gain.UNBOUND).subject(known).boundary is None


def test_groups_that_it_is_in_and_boundaries_that_it_has_not_change_nothing(read: Read) -> None:
    known = estate(read)
    assert State(0, groups=0b11).without_what_changes_nothing(known) == State(0, groups=0b10)
    assert State(0, unbound=True).without_what_changes_nothing(known) == State(0, unbound=True)
    free = Estate(read(user("u1")))
    assert State(0, unbound=True).without_what_changes_nothing(free) == State(0)


def test_a_principal_that_is_made_is_allowed_everything(read: Read) -> None:
    made = State(CREATED).subject(estate(read))
    assert (made.policies, made.boundary) == ((GIVEN,), None)


def test_groups_that_it_could_have_joined_instead_are_not_joined_later() -> None:
    joined = State(0).joining(0b001, 0b011)
    assert joined == State(0, groups=0b001, passed=0b010)
    assert joined.joining(0b010, 0b011) == joined
    assert joined.joining(0b110, 0b111) == State(0, groups=0b101, passed=0b010 | 0b011 & ~0b100)
