import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.policy import PolicyError, Request, evaluate
from iam_stacks.policy.packing import Packing, packed
from iam_stacks.policy.size import EMPTY_DOCUMENT
from tests.policy.strategies import Json, requests, statements

many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

SMALL = 700
"""A quota that a handful of generated statements exceeds, and none alone."""

LISTS = st.lists(statements(), max_size=12)


def document(listed: list[Json]) -> Json:
    return {"Version": "2012-10-17", "Statement": listed}


def size(listed: list[Json]) -> int:
    return len(json.dumps(document(listed), separators=(",", ":")))


def read(name: str, **more: Any) -> Json:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}", **more}


def large(name: str, **more: Any) -> Json:
    """Of about 150 characters: two fit into 400."""
    return read(name.ljust(80, "-"), Sid=name, **more)


def sids(policies: list[list[Json]]) -> list[list[str]]:
    return [[statement["Sid"] for statement in policy] for policy in policies]


@many
@given(LISTS, requests())
def test_packing_changes_no_decision(listed: list[Json], request: Json) -> None:
    asked = Request(**request)
    after = evaluate(asked, identity_policies=[document(policy) for policy in packed(listed, quota=SMALL)])
    assert after.effect == evaluate(asked, identity_policies=[document(listed)] if listed else []).effect


@many
@given(LISTS)
def test_every_policy_fits_and_has_no_sid_twice(listed: list[Json]) -> None:
    for policy in packed(listed, quota=SMALL):
        assert size(policy) <= SMALL
        named = [statement["Sid"] for statement in policy if "Sid" in statement]
        assert len(named) == len(set(named))


@many
@given(LISTS)
def test_no_statement_is_lost_and_a_sid_and_conditions_stay(listed: list[Json]) -> None:
    """Each is covered by one that is equal but for more actions or resources; a named one by itself."""
    after = [statement for policy in packed(listed, quota=SMALL) for statement in policy]
    for statement in listed:
        assert any(_covers(other, statement) for other in after)
    assert all(statement in listed for statement in after if "Sid" in statement)


def _covers(after: Json, before: Json) -> bool:
    grown = {"Action", "Resource"} if "Sid" not in before else set()
    return before.keys() == after.keys() and all(
        set(_texts(before[name])) <= set(_texts(after[name]))
        if name in grown
        else _texts(before[name]) == _texts(after[name])
        for name in before
    )


def _texts(element: Any) -> Any:
    return [element] if isinstance(element, str) else element


@many
@given(LISTS, statements())
def test_a_statement_appended_at_the_end_moves_no_other(listed: list[Json], last: Json) -> None:
    before, after = packed(listed, quota=SMALL), packed([*listed, last], quota=SMALL)
    assert 0 <= len(after) - len(before) <= 1
    for old, new in zip(before, after, strict=False):
        assert len(new) - len(old) in {0, 1}
        assert all(_covers(grown, statement) for grown, statement in zip(new, old, strict=False))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("A B C D E", [["A", "B"], ["C", "D"], ["E"]]),
        ("A B C D E F", [["A", "B"], ["C", "D"], ["E", "F"]]),
        ("A B C D X E", [["A", "B"], ["C", "D"], ["X", "E"]]),
        ("A B X C D E", [["A", "B"], ["X", "C"], ["D", "E"]]),
        ("A C D E", [["A", "C"], ["D", "E"]]),
    ],
)
def test_what_is_inserted_or_removed_moves_none_that_are_before_it(names: str, expected: list[list[str]]) -> None:
    assert sids(packed([large(name) for name in names.split()], quota=400)) == expected


def test_a_small_statement_fills_the_room_that_is_left_in_an_earlier_policy() -> None:
    listed = [large("A"), large("B"), large("C"), read("x", Sid="Small")]
    room = size([*listed[:2], listed[3]])
    assert sids(packed(listed, quota=room)) == [["A", "B", "Small"], ["C"]]
    assert sids(packed(listed, quota=room - 1)) == [["A", "B"], ["C", "Small"]]


def test_a_sid_is_in_a_policy_once() -> None:
    listed = [read("a", Sid="Read"), read("b", Sid="Read"), read("c", Sid="Other")]
    assert packed(listed) == [[listed[0], listed[2]], [listed[1]]]


@pytest.mark.parametrize("sid", [{}, {"Sid": "Read"}])
def test_what_repeats_another_vanishes(sid: Json) -> None:
    assert packed([read("a", **sid), read("b", Effect="Deny"), read("a", **sid)]) == [
        [read("a", **sid), read("b", Effect="Deny")]
    ]


@pytest.mark.parametrize("negated", ["NotAction", "NotResource"])
def test_what_repeats_another_that_cannot_be_merged_vanishes_too(negated: str) -> None:
    statement = {"Effect": "Deny", "NotAction": "s3:*", "NotResource": "*"} | {negated: ["a", "b"]}
    assert packed([statement, statement]) == [[statement]]


def test_statements_alike_in_everything_but_the_actions_become_one() -> None:
    listed = [read("a"), read("a", Action=["s3:PutObject", "s3:GetObject"]), read("a", Action="s3:DeleteObject")]
    assert packed(listed) == [[read("a", Action=["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])]]


def test_statements_alike_in_everything_but_the_resources_become_one() -> None:
    joined = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::c"]]}
    listed = [read("a"), read("a", Action=["s3:GetObject"], Resource=["b", joined]), read("a", Resource=[joined, "d"])]
    assert packed(listed) == [[read("a", Resource=["arn:aws:s3:::a", "b", joined, "d"])]]


@pytest.mark.parametrize(
    "other",
    [
        {"Effect": "Deny"},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Action": "s3:PutObject"},
        {"Sid": "Named"},
    ],
)
def test_statements_that_differ_in_more_stay_apart(other: Json) -> None:
    listed = [read("a"), read("b", **other)]
    assert packed(listed) == [listed]


@pytest.mark.parametrize(("element", "same"), [("NotAction", {"Resource": "*"}), ("NotResource", {"Action": "*"})])
def test_not_action_and_not_resource_are_never_merged(element: str, same: Json) -> None:
    """They would match what neither matched, or no longer what one did."""
    listed = [{"Effect": "Allow", element: text, **same} for text in ("s3:*", "sqs:*")]
    assert packed(listed) == [listed]


@pytest.mark.parametrize("resource", [{"Ref": "Arns"}, ["#{Token[TOKEN.1]}"]])
def test_what_may_be_a_list_at_deployment_is_not_put_into_another(resource: Any) -> None:
    listed = [read("a"), read("a", Resource=resource)]
    assert packed(listed) == [listed]
    both = read("a", Action=["s3:GetObject", "s3:PutObject"], Resource=resource)
    assert packed([*listed, read("a", Action="s3:PutObject", Resource=resource)]) == [[listed[0], both]]


def test_statements_are_not_merged_beyond_what_a_policy_can_hold() -> None:
    listed = [read(f"{number}".ljust(80, "-")) for number in range(5)]
    policies = packed(listed, quota=400)
    assert [len(policy) for policy in policies] == [1, 1]
    assert [len(policy[0]["Resource"]) for policy in policies] == [3, 2]


def test_a_policy_may_be_as_long_as_the_quota_and_no_longer() -> None:
    listed = [read("a"), read("b", Effect="Deny")]
    assert packed(listed, quota=size(listed)) == [listed]
    assert packed(listed, quota=size(listed) - 1) == [listed[:1], listed[1:]]
    assert packed(listed[1:], quota=size(listed[1:])) == [listed[1:]]
    with pytest.raises(PolicyError, match="is too long for a policy"):
        packed(listed[1:], quota=size(listed[1:]) - 1)


@pytest.mark.parametrize(("sid", "named"), [({}, "statements[1]"), ({"Sid": "Read"}, "statement 'Read'")])
def test_a_statement_that_no_policy_can_hold_is_refused(sid: Json, named: str) -> None:
    resource = f"arn:aws:s3:::{'x' * 7000}"
    message = (
        f"{named} is too long for a policy of 6,144 characters; split it: alone it makes "
        f"{size([read('x' * 7000, **sid)]):,}, of which Resource has {len(resource) + 2:,}"
    )
    with pytest.raises(PolicyError, match=f"^{re.escape(message)}$"):
        packed([read("a"), read("x" * 7000, **sid)])


def test_what_is_known_only_at_deployment_is_estimated_and_not_refused() -> None:
    arns = [{"Fn::GetAtt": [f"Bucket{number}", "Arn"]} for number in range(40)]
    listed = [read("a", Sid="A"), read("b", Sid="B", Resource=arns), read("c", Sid="C")]
    assert sids(packed(listed)) == [["A", "C"], ["B"]]


def test_what_repeats_a_statement_of_uncertain_length_vanishes() -> None:
    arns = [{"Fn::GetAtt": [f"Bucket{number}", "Arn"]} for number in range(40)]
    listed = [read("a", Resource=arns), read("a", Resource=arns[:5]), read("a")]
    assert packed(listed) == [[listed[0]], [listed[2]]]


def test_a_statement_is_measured_as_what_it_resolves_to() -> None:
    listed = [read("a", Sid="A"), read("b", Sid="B")]
    longer = packed(listed, quota=400, resolved=lambda statement: {**statement, "Condition": "x" * 100})
    assert (len(packed(listed, quota=400)), len(longer)) == (1, 2)


def test_objects_that_are_no_json_are_like_themselves_only() -> None:
    one, other = object(), object()
    listed = [read("a", Condition={"x": one}), read("b", Condition={"x": one}), read("c", Condition={"x": other})]
    (policy,) = packed(listed, resolved=lambda statement: {"Effect": statement["Effect"]})
    assert [statement["Resource"] for statement in policy] == [["arn:aws:s3:::a", "arn:aws:s3:::b"], "arn:aws:s3:::c"]


def test_a_statement_that_is_placed_alone_is_not_merged() -> None:
    packing = Packing(quota=EMPTY_DOCUMENT + 200)
    assert [packing.place(read(name)) for name in "aba"] == [0, 0, 0]
    assert packing.policies == [[read("a"), read("b")]]
