"""Tests of the rows about passing a role: what no other method has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.escalation.method import ROLE, Gain, Method, Over
from iam_stacks.escalation.methods import METHODS
from iam_stacks.escalation.methods.passing import pass_role
from iam_stacks.escalation.methods.passing_left_out import PASSING_LEFT_OUT

ROWS = [method for method in METHODS if method.id.startswith("pass-role-")]
KEY = "iam:PassedToService"
DOCUMENTED = {
    "amplify.amazonaws.com": "AWS Amplify Hosting User Guide, Adding an SSR Compute role",
    "datapipeline.amazonaws.com": "AWS CLI Command Reference, datapipeline create-default-roles",
    "gamelift.amazonaws.com": "Amazon GameLift Servers FleetIQ Developer Guide, Create a role for FleetIQ",
    "kinesisanalytics.amazonaws.com": "Kinesis Data Analytics for Apache Flink Developer Guide, Trust Policy",
    "tasks.apprunner.amazonaws.com": "AWS App Runner Developer Guide, How App Runner works with IAM",
}
"""The services to which no AWS-managed policy lets a role be passed, and where AWS writes their principals."""


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """Return the services to which AWS-managed policies let roles be passed."""
    documents = [aws_managed_policy(name) or "" for name in aws_managed_names()]
    values = [value for document in documents if KEY in document for value in values_in(json.loads(document))]
    return frozenset(service for value in values for service in ([value] if isinstance(value, str) else value))


def values_in(document: object) -> Iterator[str | list[str]]:
    """Yield what the condition key has, wherever it is."""
    if isinstance(document, dict):
        yield from (document[key] for key in document if key == KEY)
    children = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for child in children:
        yield from values_in(child)


def services(method: Method) -> set[str]:
    """Return the service that runs with the role, and those to which a role is passed."""
    passed = [need.context[KEY] for need in method.needs if need.action == "iam:PassRole"]
    return {str(method.service)}.union(*({value} if isinstance(value, str) else map(str, value) for value in passed))


@pytest.mark.parametrize("method", ROWS, ids=lambda method: method.id)
def test_the_role_is_passed_first_and_something_is_done_with_it(method: Method) -> None:
    first, *others = method.needs
    assert (method.gain, method.over, first.action, first.on) == (Gain.ACT, Over.ROLE, "iam:PassRole", ROLE)
    assert others
    assert re.findall(r"\{\w+\}", method.says) == ["{role}"]


@pytest.mark.parametrize("method", ROWS, ids=lambda method: method.id)
def test_a_service_is_spelt_as_aws_does(method: Method, known: frozenset[str]) -> None:
    assert services(method) <= known | DOCUMENTED.keys()


def test_only_services_that_are_used_and_unknown_are_documented(known: frozenset[str]) -> None:
    used = set().union(*map(services, ROWS))
    assert used - known == DOCUMENTED.keys()


def test_a_role_is_in_a_profile_for_instances_alone_if_the_profile_is_not_new() -> None:
    for_instances = {method.id for method in ROWS if method.service == "ec2.amazonaws.com"}
    assert {method.id for method in ROWS if method.in_profile} == for_instances - {
        "pass-role-ec2-create-instance-profile"
    }


def test_what_is_left_out_passes_a_role() -> None:
    assert [each.name for each in PASSING_LEFT_OUT if not each.name.startswith("iam:PassRole + ")] == []


def test_a_role_is_passed_to_one_service_or_one_of_several() -> None:
    assert pass_role("a.amazonaws.com").context == {KEY: "a.amazonaws.com"}
    assert pass_role("a.amazonaws.com", "b.amazonaws.com").context == {KEY: ("a.amazonaws.com", "b.amazonaws.com")}
