"""On which unknown keys an answer depends, against trying out many values of each."""

from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.policy import Evaluator, Request, evaluate
from tests.policy.strategies import USER, Json

RESOURCE = "arn:aws:s3:::data/ab"
ABSENT = object()

# a key of each kind, with operators and values that policies ask, and values that tell all of these apart
STRINGS = ["a", "b", "aB", "a*", "?b", "*b", "*", "", "${*}"]
ARNS = ["arn:aws:s3:::a*", "arn:*:s3:::*b", "arn:aws:s3:::ab", "*"]
WORDS = ["", "a", "b", "A", "B", "Ab", "ab", "aB", "AB", "xb", "ax", "axb", "axB", "x", "*", "\u00e9"]
WORDS += ["a*", "?b", "*b", "aab", "a?b", "A*", "?B", "*B"]
WORDS += ["arn:aws:s3:::ab", "arn:aws:s3:::a", "arn:x:s3:::b", "arn:aws:s3:::x", "arn:aws:s3:::axb", "arn:x:s3:::a"]
KINDS: dict[str, tuple[list[str], list[Any], list[Any]]] = {
    "k:text": (
        ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"],
        [*STRINGS, "${k:name}", "${k:name, 'ab'}", "a${k:name}"],
        [*WORDS, "aa", "aab", "data/ab", "/ab", "a/ab", "adata/ab"],
    ),
    "k:name": (["StringEquals", "StringLike", "StringNotLike"], STRINGS, [*WORDS, "data/ab", "/ab"]),
    "k:arn": (["ArnEquals", "ArnNotLike", "ArnLike"], ARNS, WORDS),
    "k:number": (["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals", "NumericNotEquals"],
                 [5, "7", "1e40"], [4, 5, 6, 7, 8, "1e40", "1e41", "x"]),
    "k:date": (["DateEquals", "DateLessThan", "DateGreaterThan", "DateNotEquals"], ["2026", "2026-01-02T00:00:00Z"],
               ["2025", "2026", "2026-01-01T01:00:00Z", "2026-01-02", "2027", "x"]),
    "k:flag": (["Bool"], ["true", "false"], [True, False, "x"]),
    "k:address": (["IpAddress", "NotIpAddress"], ["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"],
                  ["9.0.0.1", "10.0.0.1", "10.1.0.1", "11.0.0.1", "2001:db8::1", "2001:db9::1", "x"]),
    "k:blob": (["BinaryEquals"], ["cmVk", "Ymx1ZQ=="], ["cmVk", "Ymx1ZQ==", "eA==", "x"]),
    "k:many": (
        [each + name for each in ("ForAllValues:", "ForAnyValue:") for name in ("StringLike", "StringNotLike")],
        ["a", "b", "a*", "?b", "*"],
        [*(values := ["", "a", "b", "ab", "xb", "ax", "x"]),
         *(list(some) for size in (2, 3, 4) for some in combinations(values, size))],
    ),
}  # fmt: skip
COMPARISONS = {
    key: (st.sampled_from(names), st.lists(st.sampled_from(values), min_size=1, max_size=2))
    for key, (names, values, _) in KINDS.items()
}
RESOURCES = [
    "*",
    "*",
    "*",
    "arn:aws:s3:::data/${k:name}",
    "arn:aws:s3:::*${k:name}",
    "arn:aws:s3:::data/${k:name, 'ab'}",
]


# Made once: Hypothesis looks at each new strategy anew.
WRITTEN = st.sampled_from(RESOURCES)
NEGATED = st.sampled_from(["", "", "", "Not"])
EFFECT = st.sampled_from(["Allow", "Allow", "Deny"])
IS_NULL = st.sampled_from(["true", "false"])
IF_EXISTS = st.sampled_from(["", "", "IfExists"])
KEYS = st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=2, unique=True)


@cache
def one_of(keys: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(keys)


@st.composite
def statements(draw: st.DrawFn, keys: tuple[str, ...], mixed: bool = False) -> Json:
    conditions: Json = {}
    for _ in range(draw(st.integers(1, 2))):
        key = draw(one_of(keys))
        if draw(st.integers(0, 4)) == 0:
            conditions.setdefault("Null", {})[key] = draw(IS_NULL)
            continue
        operator, values = COMPARISONS[draw(one_of(keys)) if mixed else key]
        name = draw(operator) + draw(IF_EXISTS)
        conditions.setdefault(name, {})[key] = draw(values)
    resource, negated = draw(WRITTEN), draw(NEGATED)
    return {
        "Effect": draw(EFFECT),
        "Action": "*",
        ("Resource" if resource == "*" else f"{negated}Resource"): resource if "k:name" in keys else "*",
        "Condition": conditions,
    }


@cache
def documents(keys: tuple[str, ...], mixed: bool) -> st.SearchStrategy[Json]:
    several = st.lists(statements(keys, mixed), min_size=1, max_size=3)
    return several.map(lambda each: {"Version": "2012-10-17", "Statement": each})


@cache
def boundaries(keys: tuple[str, ...], mixed: bool) -> st.SearchStrategy[Json | None]:
    return st.none() | documents(keys, mixed)


@st.composite
def cases(draw: st.DrawFn, mixed: bool = False) -> tuple[list[str], Json]:
    keys = draw(KEYS)
    of_keys = tuple(keys), mixed
    return keys, {
        "identity_policies": [draw(documents(*of_keys))],
        "permissions_boundary": draw(boundaries(*of_keys)),
    }


def asked(context: Json, unknown: Any = ()) -> Request:
    return Request(principal=USER, action="s3:GetObject", resource=RESOURCE, context=context, unknown=unknown)


def tried_out(keys: list[str], pools: dict[str, list[Any]], policies: Json) -> tuple[set[str], set[str]]:
    """The keys of which a change of value changed an answer, and the answers, over all values of the pools."""
    evaluator = Evaluator(**policies)
    choices = [[ABSENT, *pools[key]] for key in keys]
    answers = {
        chosen: evaluator.decide(
            asked({key: choices[i][at] for i, (key, at) in enumerate(zip(keys, chosen, strict=True)) if at})
        ).effect
        for chosen in product(*(range(len(each)) for each in choices))
    }
    matter = set()
    for index, key in enumerate(keys):
        by_others: dict[Any, set[str]] = {}
        for chosen, answer in answers.items():
            by_others.setdefault((*chosen[:index], *chosen[index + 1 :]), set()).add(answer)
        if any(len(different) > 1 for different in by_others.values()):
            matter.add(key)
    return matter, set(answers.values())


small = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@small
@given(cases())
def test_an_answer_depends_on_a_key_exactly_if_some_value_of_that_key_alone_changes_it(
    case: tuple[list[str], Json],
) -> None:
    keys, policies = case
    decision = evaluate(asked({}, unknown=keys), **policies)
    matter, answers = tried_out(keys, {key: KINDS[key][2] for key in keys}, policies)
    assert (set(decision.depends_on), set(decision.outcomes)) == (matter, answers)


@small
@given(cases(mixed=True))
def test_no_value_changes_an_answer_that_is_certain_however_keys_are_compared(case: tuple[list[str], Json]) -> None:
    keys, policies = case
    decision = evaluate(asked({}, unknown="*"), **policies)
    pools = {
        key: list(
            {str(value): value for each in keys for value in KINDS[each][2] if not isinstance(value, list)}.values()
        )
        for key in keys
    }
    matter, answers = tried_out(keys, pools, policies)
    assert matter <= set(decision.depends_on)
    assert answers <= set(decision.outcomes)


@small
@given(cases())
def test_without_unknown_keys_an_answer_depends_on_none(case: tuple[list[str], Json]) -> None:
    keys, policies = case
    decision = evaluate(asked({}), **policies)
    assert (decision.depends_on, decision.outcomes) == ((), (decision.effect,))
    assert decision.effect == evaluate(asked({}, unknown=keys), **policies).effect


def test_a_key_that_is_known_is_none_that_an_answer_depends_on() -> None:
    allow = {
        "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"k:flag": "true"}}}
    }
    assert evaluate(asked({"k:flag": True}, unknown="*"), identity_policies=[allow]).depends_on == ()
    assert evaluate(asked({"k:flag": []}, unknown="*"), identity_policies=[allow]).depends_on == ()
    assert evaluate(asked({}, unknown="K:FLAG"), identity_policies=[allow]).depends_on == ("K:FLAG",)
    assert evaluate(asked({}, unknown="*"), identity_policies=[allow]).depends_on == ("k:flag",)


def statement(effect: str, key: str) -> Json:
    return {"Effect": effect, "Action": "*", "Resource": "*", "Condition": {"StringEquals": {key: "a"}}}


@pytest.mark.parametrize(("limit", "most"), [("_MOST_KEYS", 1), ("_MOST_STATES", 0)])
def test_where_there_is_too_much_to_look_at_everything_that_is_asked_counts(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(f"iam_stacks.policy.diagram.{limit}", most)
    policy = {"Statement": [statement("Allow", "k:a"), statement("Allow", "k:b")]}
    decision = evaluate(asked({}, unknown="*"), identity_policies=[policy])
    assert decision.depends_on == ("k:a", "k:b")
    assert decision.outcomes == ("allowed", "implicitDeny")
    denied = evaluate(asked({}, unknown="*"), identity_policies=[{"Statement": [statement("Deny", "k:a")] * 2}])
    assert "allowed" not in denied.outcomes


def test_what_is_certain_is_said_however_much_there_is_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iam_stacks.policy.diagram._MOST_KEYS", 0)
    always = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    decision = evaluate(asked({}, unknown="*"), identity_policies=[{"Statement": [always, statement("Allow", "k:a")]}])
    assert (decision.depends_on, decision.outcomes) == ((), ("allowed",))


def test_a_key_is_spelt_as_it_is_written_first() -> None:
    condition = {"StringEquals": {"k:Vpc": "a"}, "StringLike": {"k:vpc": "a*"}}
    policy = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}]}
    assert evaluate(asked({}, unknown="*"), identity_policies=[policy]).depends_on == ("k:Vpc",)


def test_the_user_name_of_a_role_is_known_to_be_absent() -> None:
    policy = {"Statement": [statement("Allow", "aws:username")]}
    role = Request(principal="arn:aws:iam::111122223333:role/Reader", action="s3:GetObject", unknown="*")
    assert evaluate(role, identity_policies=[policy]).outcomes == ("implicitDeny",)


def test_an_empty_text_among_several_values_is_no_value() -> None:
    policy = {
        "Version": "2012-10-17",
        "Statement": {**statement("Allow", "k:b"), "Condition": {"ForAnyValue:StringEquals": {"k:b": [""]}}},
    }
    for values in ("", [""], ["", "a"]):
        assert evaluate(asked({"k:b": values}), identity_policies=[policy]).effect == "implicitDeny"


def test_many_keys_are_no_trouble() -> None:
    policy = {"Statement": [statement("Allow", f"k:{number:03}") for number in range(150)]}
    decision = evaluate(asked({}, unknown="*"), identity_policies=[policy])
    assert len(decision.depends_on) == 150
    assert decision.outcomes == ("allowed", "implicitDeny")
