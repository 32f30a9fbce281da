"""What holds for every policy and every request."""

import json
import re
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.policy import Document, Evaluator, PolicyError, Request, evaluate
from iam_stacks.policy.wildcard import MANY, ONE, arn_matcher, matcher, pattern_of
from tests.policy.naive_matcher import naive
from tests.policy.strategies import (
    ACTIONS,
    RESOURCES,
    USER,
    VALUES,
    Json,
    documents,
    policies,
    requests,
    statements,
)

few = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def effect(request: Json, given: Json) -> str:
    return evaluate(Request(**request), **given).effect


def listed(document: Json) -> list[Json]:
    found = document["Statement"]
    return found if isinstance(found, list) else [found]


LAYERS = st.sampled_from(["identity_policies", "permissions_boundary", "resource_policy", "session_policies"])


def map_documents(given: Json, change: Any) -> Json:
    """The same arguments with every document changed."""

    def mapped(value: Any) -> Any:
        if isinstance(value, list):
            return [mapped(item) for item in value]
        return value and change(value)

    return {name: mapped(value) for name, value in given.items()}


@many
@given(requests(), policies(), LAYERS, statements("Deny"), statements("Deny", principals=True), st.integers(0, 3))
def test_adding_a_deny_never_turns_a_no_into_a_yes(
    request: Json, before: Json, layer: str, deny: Json, shared: Json, place: int
) -> None:
    added = shared if layer == "resource_policy" else deny
    after = dict(before)
    if layer.endswith("policies"):
        after[layer] = [*before[layer], {"Version": "2012-10-17", "Statement": [added]}] if before[layer] else []
    elif before[layer]:
        old = listed(before[layer])
        after[layer] = {**before[layer], "Statement": [*old[:place], added, *old[place:]]}
    assert effect(request, before) == "allowed" or effect(request, after) != "allowed"


@many
@given(requests(), policies(), st.data())
def test_removing_an_allow_never_turns_a_no_into_a_yes(request: Json, before: Json, data: st.DataObject) -> None:
    def without_one(document: Json) -> Json:
        old = listed(document)
        gone = data.draw(st.integers(0, len(old) - 1))
        return {**document, "Statement": [each for i, each in enumerate(old) if i != gone or each["Effect"] == "Deny"]}

    after = map_documents(before, without_one)
    assert effect(request, before) == "allowed" or effect(request, after) != "allowed"


@few
@given(requests(), policies(), st.randoms(use_true_random=False))
def test_the_order_of_statements_and_documents_does_not_matter(request: Json, before: Json, random: Any) -> None:
    def shuffled(document: Json) -> Json:
        return {**document, "Statement": random.sample(listed(document), len(listed(document)))}

    after = map_documents(before, shuffled)
    for name in ("identity_policies", "session_policies", "service_control_policies"):
        random.shuffle(after[name])
    assert effect(request, before) == effect(request, after)


@few
@given(requests(), policies(), st.sampled_from([str.lower, str.upper, str.swapcase]))
def test_the_case_of_actions_does_not_matter(request: Json, before: Json, change: Any) -> None:
    def changed(document: Json) -> Json:
        def actions(value: Any) -> Any:
            return change(value) if isinstance(value, str) else [change(each) for each in value]

        return {
            **document,
            "Statement": [
                {name: actions(value) if name.endswith("Action") else value for name, value in each.items()}
                for each in listed(document)
            ],
        }

    assert effect(request, before) == effect(request, map_documents(before, changed))
    assert effect(request, before) == effect({**request, "action": change(request["action"])}, before)


@few
@given(requests(), policies())
def test_a_policy_and_its_normal_form_agree(request: Json, before: Json) -> None:
    normal = map_documents(before, lambda document: Document.parse(document).normalised())
    assert effect(request, before) == effect(request, normal)
    assert normal == map_documents(normal, lambda document: document.normalised())


@few
@given(st.one_of(documents(), documents(principals=True)))
def test_a_document_that_is_rendered_and_read_again_is_the_same(document: Json) -> None:
    parsed = Document.parse(document)
    assert Document.parse(parsed.render()) == parsed
    assert Document.parse(json.dumps(parsed.render())) == parsed
    assert Document.parse(json.dumps(document)) == parsed


@few
@given(requests(), policies())
def test_one_evaluator_for_many_requests_answers_as_one_for_each(request: Json, given: Json) -> None:
    evaluator = Evaluator(**given)
    for action, resource in product(ACTIONS, RESOURCES):
        asked = Request(**{**request, "action": action, "resource": resource})
        assert evaluator.decide(asked) == evaluate(asked, **given)


@few
@given(requests(), policies())
def test_the_reasons_say_what_the_effect_is(request: Json, given: Json) -> None:
    decision = evaluate(Request(**request), **given)
    assert {reason.effect for reason in decision.reasons} <= {
        {"allowed": "Allow", "explicitDeny": "Deny", "implicitDeny": "implicitDeny"}[decision.effect]
    }
    owner = Request(**request)
    by_itself = owner.caller.kind == "Account" and not owner.crosses_accounts
    assert decision.reasons or by_itself or decision.effect == "implicitDeny"


# --- wildcards

TEXT = st.text("ab:*?/", max_size=10)


@settings(max_examples=1000, deadline=None)
@given(TEXT, TEXT)
def test_wildcards_match_as_the_naive_matcher_does(written: str, text: str) -> None:
    pattern = pattern_of(written)
    expression = re.escape(pattern).replace(MANY, ".*").replace(ONE, ".")
    assert matcher(pattern)(text) == (re.fullmatch(expression, text, re.DOTALL) is not None)
    assert matcher(pattern)(text) == naive(pattern, text, arn=False)


SEGMENT = st.text("ab*?", max_size=3)
ARN_PATTERN = st.one_of(TEXT, st.lists(SEGMENT, min_size=2, max_size=8).map(":".join))
ARN = st.one_of(TEXT, st.lists(st.text("ab", max_size=3), min_size=2, max_size=9).map(":".join))


@settings(max_examples=500, deadline=None)
@given(ARN_PATTERN, ARN)
def test_wildcards_of_resources_keep_to_their_segment_as_the_naive_matcher_does(written: str, text: str) -> None:
    pattern = pattern_of(written)
    assert arn_matcher(pattern)(text) == naive(pattern, text, arn=True)


# --- nothing but PolicyError

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([1, -1]).map(lambda sign: sign * 10**5000),
    st.sampled_from([float("nan"), float("inf"), 1e308, b"bytes", {1, 2}, object(), Decimal(1)]),
    st.floats(),
    st.text(),
    st.sampled_from(
        ["*", "s3:GetObject", USER, "Allow", "2012-10-17", "${", "${a", "${a, 'b'}", "\ud800", "a" * 10_000]
    ),
    st.datetimes(timezones=st.none() | st.just(timezone(timedelta(hours=-23)))),
    st.sampled_from([datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), datetime.min]),
)
anything = st.recursive(
    odd,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=2).map(tuple),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["Version", "Statement", "Effect", "Action", "Principal", "AWS", "Condition"]),
                odd.filter(lambda value: not isinstance(value, set)),
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


def only_policy_error(call: Any) -> None:
    with suppress(PolicyError):
        call()


@many
@given(anything)
def test_no_object_makes_parse_raise_anything_else(given: Any) -> None:
    only_policy_error(lambda: Document.parse(given))
    only_policy_error(lambda: evaluate(Request(principal=USER, action="s3:GetObject"), identity_policies=[given]))
    only_policy_error(lambda: evaluate(Request(principal=USER, action="s3:GetObject"), identity_policies=given))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@few
@given(st.one_of(json_values.map(json.dumps), st.text('{}[]":,0aN ', max_size=20), st.text()))
def test_no_json_text_makes_parse_raise_anything_else(text: str) -> None:
    only_policy_error(lambda: Document.parse(text))


@st.composite
def near_misses(draw: st.DrawFn) -> Any:
    """A document in which one value, somewhere, is something else."""
    document = json.loads(json.dumps(draw(documents(principals=draw(st.booleans())))))
    place: Any = document
    while True:
        key = draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or draw(st.integers(0, 3)) == 0:
            break
        place = place[key]
    if isinstance(place, dict) and draw(st.booleans()):
        place[draw(st.sampled_from(["Effect", "Action", "NotAction", "Principal", "Sid", "Id", "x"]))] = draw(anything)
    else:
        place[key] = draw(anything)
    return document


@many
@given(requests(), near_misses(), st.booleans())
def test_no_document_that_is_almost_right_makes_evaluate_raise_anything_else(
    request: Json, document: Any, as_text: bool
) -> None:
    source = document
    if as_text:
        try:
            source = json.dumps(document)
        except (TypeError, ValueError):
            return
    for argument in ("identity_policies", "session_policies"):
        only_policy_error(lambda name=argument: evaluate(Request(**request), **{name: [source]}))
    for argument in ("permissions_boundary", "resource_policy"):
        only_policy_error(lambda name=argument: evaluate(Request(**request, unknown="*"), **{name: source}))
    for argument in ("service_control_policies", "resource_control_policies"):
        only_policy_error(lambda name=argument: evaluate(Request(**request), **{name: [[source]]}))


REQUEST = {"principal": USER, "action": "s3:GetObject", "resource": RESOURCES[0], "context": {}, "unknown": ()}


@many
@given(st.sampled_from([*REQUEST, "resource_account"]), anything)
def test_no_argument_makes_request_raise_anything_else(name: str, value: Any) -> None:
    def ask() -> None:
        request = Request(**{**REQUEST, name: value})
        evaluate(request, identity_policies=[{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}])

    only_policy_error(ask)


@few
@given(
    requests(), documents(), st.dictionaries(st.text(max_size=6) | st.sampled_from(["k:a", "aws:SourceIp"]), anything)
)
def test_no_context_makes_evaluate_raise_anything_else(request: Json, document: Json, context: Json) -> None:
    only_policy_error(
        lambda: evaluate(Request(**{**request, "context": context, "unknown": "*"}), identity_policies=[document])
    )


@few
@given(anything, st.sampled_from([
    "identity_policies", "permissions_boundary", "resource_policy", "service_control_policies",
    "resource_control_policies", "session_policies",
]))  # fmt: skip
def test_no_argument_makes_evaluator_raise_anything_else(value: Any, name: str) -> None:
    only_policy_error(lambda: Evaluator(**{name: value}))
    only_policy_error(lambda: Evaluator().decide(value))


def test_deep_nesting_is_refused() -> None:
    nested: Any = "s3:*"
    for _ in range(100_000):
        nested = [nested]
    for place in ("Action", "Effect", "Principal", "Condition", "Resource", "Sid"):
        statement = {"Effect": "Allow", "Action": "*", "Resource": "*", place: nested}
        only_policy_error(lambda given=statement: Document.parse({"Statement": given}))
    for text in ("[" * 100_000, '{"Statement":' * 100_000, '{"Statement": [' + "[" * 900 + "]" * 900 + "]}"):
        only_policy_error(lambda given=text: Document.parse(given))


def test_values_have_every_type_that_a_context_may_have() -> None:
    assert {type(value) for value in VALUES} == {str, int, float, bool}
