"""What AWS names without listing it."""

import pytest

from iam_stacks.account.unlisted import action_is_known, may_have_resources, service_is_known


@pytest.mark.parametrize(
    ("service", "known"), [("s3", True), ("S3", True), ("deepracer", True), ("DeepRacer", True), ("s33", False)]
)
def test_a_service_is_known_if_it_is_listed_or_named(service: str, known: bool) -> None:
    assert service_is_known(service) is known


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("s3:GetObject", True),
        ("s*:get*", True),
        ("*", True),
        ("payments:getpaymentattempt", True),
        ("Payments:GetPaymentAtt?mpt", True),
        ("payments:GetPaymentAttempts", False),
        ("deepracer:WhatEver", True),
        ("s3:GetObjects", False),
        ("s33:GetObject", False),
        ("s?3:GetObject", False),
    ],
)
def test_an_action_is_known_if_it_is_listed_or_named(pattern: str, known: bool) -> None:
    assert action_is_known(pattern) is known


@pytest.mark.parametrize(("action", "may"), [("eks:CreateCluster", True), ("ec2:DescribeInstances", False)])
def test_some_actions_have_resources_that_are_not_listed(action: str, may: bool) -> None:
    assert may_have_resources(action) is may
