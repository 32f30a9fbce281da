"""Resources that stand for all resources."""

from typing import Any

import pytest

from iam_stacks.account.questions.samples import may_be_about, resource_patterns, samples
from iam_stacks.policy.document import Document
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.symbol import symbol
from iam_stacks.policy.wildcard import arn_matcher, pattern_of

CONTEXT = {"aws:username": "Jane"}


def rule(**elements: Any) -> Rule:
    statement = {"Effect": "Allow", "Action": "*", **elements}
    return Document.parse({"Version": "2012-10-17", "Statement": statement}).rules[0]


def sampled(action: str, *texts: str) -> tuple[str, ...]:
    return samples([pattern_of(text) for text in texts], action, "aws")


def matched(resources: tuple[str, ...], *texts: str) -> set[tuple[bool, ...]]:
    """Which combinations of patterns the resources match."""
    matchers = [arn_matcher(pattern_of(text)) for text in texts]
    return {tuple(matches(resource) for matches in matchers) for resource in resources}


def test_patterns_have_the_values_of_their_variables_and_a_wildcard_for_what_is_not_known() -> None:
    rules = [
        rule(Resource=["arn:aws:iam::*:user/${aws:username}", "arn:aws:s3:::b/${aws:PrincipalTag/t}/x"]),
        rule(NotResource="arn:aws:s3:::${aws:PrincipalTag/u, 'none'}"),
        rule(Principal="*"),
    ]
    patterns = ["arn:aws:iam::*:user/Jane", "arn:aws:s3:::b/*/x", "arn:aws:s3:::none"]
    assert resource_patterns(rules, CONTEXT) == tuple(map(pattern_of, patterns))


def test_a_multivalued_key_fills_no_variable() -> None:
    several = {"aws:username": ("Jane", "John")}
    assert resource_patterns([rule(Resource="arn:aws:s3:::${aws:username}")], several) == (
        pattern_of("arn:aws:s3:::*"),
    )


def test_an_action_without_resource_types_is_about_everything() -> None:
    assert sampled("s3:ListAllMyBuckets", "arn:aws:s3:::b") == ("*",)


def test_where_no_pattern_makes_a_difference_one_resource_is_enough() -> None:
    assert sampled("s3:GetObject", "*") == sampled("s3:GetObject") == ("*",)


def test_every_combination_of_patterns_that_a_resource_can_match_has_a_sample() -> None:
    texts = "arn:aws:s3:::a/*", "arn:aws:s3:::*/z", "arn:aws:sqs:*:*:*"
    resources = sampled("s3:GetObject", *texts)
    assert matched(resources, *texts) == {(i, j, False) for i in (True, False) for j in (True, False)}


def test_samples_are_of_a_type_of_the_action() -> None:
    bucket, key = "arn:aws:s3:::b", "arn:aws:s3:::b/*"
    assert matched(sampled("s3:ListBucket", bucket, key), bucket, key) == {(True, False), (False, False)}
    assert (True, False) not in matched(sampled("s3:GetObject", bucket, key), bucket, key)
    assert matched(sampled("s3:PutBucketPolicy", bucket, key), bucket, key) == {(True, False), (False, False)}


def test_samples_are_of_the_accounts_partition() -> None:
    assert {text.split(":")[1] for text in sampled("s3:GetObject", "arn:aws-cn:s3:::b/*", "arn:*:s3:::c/*")} == {"aws"}


def test_a_symbol_is_a_text_like_others() -> None:
    pattern = f"arn:aws:s3:::{symbol('Data')}/*"
    assert (True,) in matched(sampled("s3:GetObject", pattern), pattern)


@pytest.mark.parametrize("pattern", ["arn:aws:*:::b/*", "arn", "arn:aws"])
def test_a_pattern_that_is_of_no_single_service_is_tried_with_all(pattern: str) -> None:
    assert sampled("s3:GetObject", pattern)


@pytest.mark.parametrize(
    ("elements", "resource", "about"),
    [
        ({"Resource": "arn:aws:s3:::b/*"}, "arn:aws:s3:::b/k", True),
        ({"Resource": "arn:aws:s3:::b/*"}, "arn:aws:s3:::c/k", False),
        ({"Resource": "arn:aws:s3:::b/${aws:username}"}, "arn:aws:s3:::b/Jane", True),
        ({"Resource": "arn:aws:s3:::b/${aws:username}"}, "arn:aws:s3:::b/John", False),
        ({"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}"}, "arn:aws:s3:::b/x", True),
        ({"NotResource": "arn:aws:s3:::b/*"}, "arn:aws:s3:::b/k", False),
        ({"NotResource": "arn:aws:s3:::b/*"}, "arn:aws:s3:::c/k", True),
        ({"NotResource": "arn:aws:s3:::b/${aws:PrincipalTag/t}"}, "arn:aws:s3:::b/x", True),
        ({"NotResource": "arn:aws:s3:::b/${aws:username}"}, "arn:aws:s3:::b/Jane", False),
        ({"Principal": "*"}, "arn:aws:s3:::b/k", True),
    ],
)
def test_a_statement_may_be_about_a_resource_for_some_value_of_its_variables(
    elements: dict[str, Any], resource: str, about: bool
) -> None:
    assert may_be_about(rule(**elements), resource, CONTEXT) is about
