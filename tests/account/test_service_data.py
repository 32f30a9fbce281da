from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.service_data import (
    access_level,
    action_exists,
    arn_service_exists,
    canonical_action,
    close_actions,
    close_services,
    condition_keys,
    expand_actions,
    resource_arn_patterns,
    resource_arns,
    resource_types,
    service_arns,
    service_exists,
    services,
)

SERVICES = ("s3", "s3express", "sqs", "ssm", "sts")
SAMPLE = tuple(action for service in SERVICES for action in expand_actions(f"{service}:*"))


def matches(pattern: str, text: str) -> bool:
    """The slow and obvious matcher."""

    @cache
    def rest(at: int, of: int) -> bool:
        if at == len(pattern):
            return of == len(text)
        if pattern[at] == "*":
            return rest(at + 1, of) or (of < len(text) and rest(at, of + 1))
        return of < len(text) and pattern[at] in ("?", text[of]) and rest(at + 1, of + 1)

    return rest(0, 0)


@st.composite
def loosened(draw: st.DrawFn) -> str:
    """An action, in any case, in which some characters became wildcards."""
    change = st.sampled_from([str, str.upper, str.lower, lambda _: "?", lambda _: "*", lambda _: ""])
    return "".join(draw(change)(character) for character in draw(st.sampled_from(SAMPLE)))


@given(st.one_of(loosened(), st.text("sS3q:gGetO*?[]!-", max_size=8)))
def test_a_pattern_stands_for_the_actions_that_it_matches(pattern: str) -> None:
    expected = {action for action in SAMPLE if matches(pattern.lower(), action.lower())}
    assert set(expand_actions(pattern)) & set(SAMPLE) == expected


@given(loosened())
def test_the_actions_of_a_pattern_are_sorted_and_exist(pattern: str) -> None:
    actions = expand_actions(pattern)
    assert list(actions) == sorted(set(actions))
    assert [action for action in actions if canonical_action(action) != action] == []


@given(st.sampled_from(SAMPLE))
def test_upper_and_lower_case_are_the_same(action: str) -> None:
    assert canonical_action(action.upper()) == canonical_action(action.lower()) == action
    assert expand_actions(action.upper()) == (action,)


def test_a_star_is_every_action_of_every_service() -> None:
    everything = expand_actions("*")
    assert len(everything) > 20_000
    assert set(SAMPLE) < set(everything)
    assert expand_actions("*:*") == everything


@pytest.mark.parametrize("pattern", ["", "s3", ":", "s3:", "nothing:*", "s3:[a-z]*", "s3:GetObject ", "../services:*"])
def test_what_matches_nothing_has_no_actions(pattern: str) -> None:
    assert expand_actions(pattern) == ()


def test_a_wildcard_may_stand_in_the_service() -> None:
    assert "s3-object-lambda:GetObject" in expand_actions("s3*:getobject")
    assert "s3:GetObject" in expand_actions("s*t")


@pytest.mark.parametrize(
    ("service", "there"), [("s3", True), ("S3", True), ("s4", False), ("", False), ("s3/../s3", False)]
)
def test_a_service_is_known_by_its_prefix(service: str, there: bool) -> None:
    assert service_exists(service) is there


@pytest.mark.parametrize(
    "action", ["s3:GetObjects", "s3:Get*", "s3", "", "GetObject", "s3:", "no:GetObject", "s3:Get:Object"]
)
def test_what_is_not_an_action_has_nothing(action: str) -> None:
    assert not action_exists(action)
    assert canonical_action(action) is access_level(action) is None
    assert resource_types(action) == resource_arn_patterns(action) == condition_keys(action) == ()


@pytest.mark.parametrize(
    ("action", "level"),
    [
        ("s3:ListAllMyBuckets", "List"),
        ("s3:getobject", "Read"),
        ("s3:DeleteBucket", "Write"),
        ("s3:PutBucketTagging", "Tagging"),
        ("s3:PutBucketPolicy", "Permissions management"),
    ],
)
def test_an_action_has_the_access_level_that_tells_most(action: str, level: str) -> None:
    assert access_level(action) == level


def test_there_are_five_access_levels() -> None:
    levels = {access_level(action) for action in expand_actions("*")}
    assert levels == {"List", "Read", "Write", "Tagging", "Permissions management"}


def test_an_action_has_the_arns_of_its_resource_types() -> None:
    assert resource_types("sqs:SendMessage") == ("queue",)
    assert resource_arn_patterns("SQS:sendmessage") == ("arn:*:sqs:*:*:*",)
    assert "arn:*:s3:::*/*" in resource_arn_patterns("s3:GetObject")


def test_a_resource_type_may_have_several_arns() -> None:
    patterns = set(resource_arn_patterns("apigateway:GET"))
    assert {"arn:*:apigateway:*::/apis/*/stages/*", "arn:*:apigateway:*::/restapis/*/stages/*"} <= patterns


def test_an_action_without_resource_types_takes_a_star() -> None:
    assert resource_types("s3:ListAllMyBuckets") == ()
    assert resource_arn_patterns("s3:ListAllMyBuckets") == ("*",)


def test_every_action_has_arns_without_placeholders() -> None:
    for action in expand_actions("*"):
        patterns = resource_arn_patterns(action)
        assert patterns, action
        assert [text for text in patterns if set(text) & set("${}, ") or not text.startswith(("arn:*:", "*"))] == [], (
            action
        )


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("sts:AssumeRole", "sts:ExternalId"),  # of the action
        ("autoscaling:DeleteAutoScalingGroup", "autoscaling:ForceDelete"),  # of the action on one type of resource
        ("kms:Decrypt", "kms:KeySpec"),  # of the type of resource
    ],
)
def test_condition_keys_are_those_of_the_action_and_of_its_resource_types(action: str, key: str) -> None:
    keys = condition_keys(action)
    assert key in keys
    assert list(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("given", "meant"),
    [("s3:GetObjects", "s3:GetObject"), ("s33:GetObject", "s3:GetObject"), ("KMS:decrypted", "kms:Decrypt")],
)
def test_the_nearest_action_is_proposed_first(given: str, meant: str) -> None:
    proposed = close_actions(given)
    assert proposed[0] == meant
    assert len(proposed) <= 3


def test_a_known_service_proposes_its_own_actions_only() -> None:
    assert {action.partition(":")[0] for action in close_actions("sqs:SendMessages")} == {"sqs"}


def test_nothing_is_proposed_for_what_is_near_nothing() -> None:
    assert close_actions("zzzz:qqqqqqqq") == ()


@pytest.mark.parametrize(("service", "meant"), [("dynamodbd", "dynamodb"), ("S33", "s3"), ("lamda", "lambda")])
def test_the_nearest_service_is_proposed_first(service: str, meant: str) -> None:
    assert close_services(service)[0] == meant


def test_no_service_is_proposed_for_what_is_near_none() -> None:
    assert close_services("zzzzqqqqqqqq") == ()


def test_the_arns_of_an_action_are_as_published() -> None:
    assert resource_arns("SQS:sendmessage") == ("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",)
    assert resource_arns("s3:ListAllMyBuckets") == resource_arns("s3:GetObjects") == ()


def test_the_arns_of_a_service_are_those_of_all_its_types() -> None:
    assert set(resource_arns("s3:GetObject")) < set(service_arns("s3"))
    assert service_arns("s33") == ()


@pytest.mark.parametrize(
    ("service", "there"), [("s3", True), ("catalog", True), ("servicecatalog", True), ("S3", False), ("s33", False)]
)
def test_arns_may_have_a_name_of_the_service_that_is_no_prefix(service: str, there: bool) -> None:
    assert arn_service_exists(service) is there


def test_all_services_are_listed_by_their_prefixes() -> None:
    assert {"iam", "s3", "sqs"} <= services()
    assert all(map(service_exists, services()))
