"""Tests of the rows about passing a role: that their data is AWS's."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.account.service_data import action_exists, resource_arn_patterns
from iam_stacks.escalation.method import ANYTHING, ROLE, Gain, Method, Need, Over
from iam_stacks.escalation.methods.passing import pass_role
from iam_stacks.escalation.methods.passing_builds import PASSING_BUILDS
from iam_stacks.escalation.methods.passing_containers import PASSING_CONTAINERS
from iam_stacks.escalation.methods.passing_data import PASSING_DATA
from iam_stacks.escalation.methods.passing_deployment import PASSING_DEPLOYMENT
from iam_stacks.escalation.methods.passing_functions import PASSING_FUNCTIONS
from iam_stacks.escalation.methods.passing_instances import PASSING_INSTANCES
from iam_stacks.escalation.methods.passing_left_out import PASSING_LEFT_OUT
from iam_stacks.escalation.methods.passing_models import PASSING_MODELS
from iam_stacks.policy.wildcard import arn_matcher, pattern_of

ROWS: tuple[Method, ...] = (
    *PASSING_FUNCTIONS,
    *PASSING_INSTANCES,
    *PASSING_CONTAINERS,
    *PASSING_BUILDS,
    *PASSING_DATA,
    *PASSING_MODELS,
    *PASSING_DEPLOYMENT,
)
NEEDS = [pytest.param(need, id=f"{row.id}: {need.action} on {need.on}") for row in ROWS for need in row.needs]
PLACES = {"partition": "aws", "region": "eu-west-1", "account": "123456789012", "new": "new"}

DOCUMENTED = {
    "amplify.amazonaws.com": "AWS Amplify Hosting User Guide, Adding an SSR Compute role",
    "datapipeline.amazonaws.com": "AWS Data Pipeline Developer Guide, IAM Roles for AWS Data Pipeline",
    "gamelift.amazonaws.com": "Amazon GameLift Servers FleetIQ Guide, Reference: FleetIQ policy",
    "kinesisanalytics.amazonaws.com": "Managed Service for Apache Flink Developer Guide, Create the application",
    "tasks.apprunner.amazonaws.com": "AWS App Runner Developer Guide, How App Runner works with IAM",
}
"""The service principals that no AWS-managed policy has."""


@pytest.fixture(scope="module")
def passed_to() -> frozenset[str]:
    """Return the services to which AWS-managed policies let roles be passed."""
    documents = (aws_managed_policy(name) or "" for name in aws_managed_names())
    found = (_passed_to(json.loads(document)) for document in documents if "iam:PassedToService" in document)
    return frozenset(service for services in found for service in services)


def _passed_to(document: dict[str, Any]) -> list[str]:
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    blocks = [block for statement in statements for block in statement.get("Condition", {}).values()]
    values = [block.get("iam:PassedToService", []) for block in blocks]
    return [each for value in values for each in ([value] if isinstance(value, str) else value)]


def _services(need: Need) -> tuple[str, ...]:
    value = need.context["iam:PassedToService"]
    return (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[arg-type]


def test_ids_are_unique() -> None:
    """A path names its method by the id."""
    assert len({row.id for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row_passes_the_role_and_says_it(row: Method) -> None:
    """Each begins with passing the role to the service that runs with it."""
    assert (row.gain, row.over) == (Gain.ACT, Over.ROLE)
    assert (row.needs[0].action, row.needs[0].on) == ("iam:PassRole", ROLE)
    assert re.fullmatch(r"pass-role(-[a-z0-9]+)+", row.id)
    assert set(re.findall(r"{\w*}", row.says)) == {"{role}"}
    assert len(row.needs) > 1


@pytest.mark.parametrize("need", NEEDS)
def test_action_exists_and_takes_the_resource(need: Need) -> None:
    """An action that AWS has, on a resource of a type that it has; on anything only if it has no types."""
    assert action_exists(need.action)
    patterns = resource_arn_patterns(need.action)
    if need.on == ROLE:
        assert patterns == ("arn:*:iam::*:role/*",)
    else:
        assert (need.on == ANYTHING) == (patterns == ("*",))
        assert any(arn_matcher(pattern_of(pattern))(need.on.format(**PLACES)) for pattern in patterns)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_service_is_spelt_as_aws_does(row: Method, passed_to: frozenset[str]) -> None:
    """A role that trusts another name cannot be run with."""
    passed = [service for need in row.needs if need.action == "iam:PassRole" for service in _services(need)]
    assert {row.service, *passed} <= passed_to | set(DOCUMENTED)


def test_documented_services_are_all_used(passed_to: frozenset[str]) -> None:
    """An exception that nothing needs says nothing."""
    assert passed_to.isdisjoint(DOCUMENTED)
    assert {service for row in ROWS for service in (row.service, *_services(row.needs[0]))} >= set(DOCUMENTED)


def test_instance_profile_is_asked_for_by_instances_alone() -> None:
    """Only EC2 takes a role by its profile; where the profile is new, the role need not be in one."""
    new = "pass-role-ec2-create-instance-profile"
    in_profile = {row.id for row in ROWS if row.in_profile}
    assert in_profile == {row.id for row in ROWS if row.service == "ec2.amazonaws.com"} - {new}


def test_left_out_names_methods_that_are_there() -> None:
    """The reason may be another method."""
    named = {id for left_out in PASSING_LEFT_OUT for id in re.findall(r"pass-role-[a-z0-9-]+", left_out.reason)}
    assert named
    assert named <= {row.id for row in ROWS}
    assert len({left_out.name for left_out in PASSING_LEFT_OUT}) == len(PASSING_LEFT_OUT)


def test_pass_role_takes_one_value_or_several() -> None:
    """Several are a choice."""
    assert pass_role("a.amazonaws.com").context == {"iam:PassedToService": "a.amazonaws.com"}
    assert pass_role("a", "b", on=ROLE).context == {"iam:PassedToService": ("a", "b")}
