"""The metric filters of the CIS benchmark: what they match, what they do not, and what they are called."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.numbers import CIS_NUMBERS, SECURITY_HUB
from iam_stacks.monitoring.watched import LONGEST_PATTERN, CisNumbers, Watched
from tests.monitoring.filter_pattern import matches

EVENTS = {
    watched.name: json.loads((Path(__file__).parent / "events" / f"cis-{watched.name}.json").read_text("utf-8"))
    for watched in CIS_WATCHED
}
PRESCRIBED: dict[str, str] = json.loads(Path(__file__).with_name("security_hub_patterns.json").read_text("utf-8"))
"""By control, the pattern that the Security Hub User Guide tells to copy."""


def events(kind: str) -> list[Any]:
    """Return each event of a kind as a case, with the pattern that it is of."""
    return [
        pytest.param(watched.pattern, event, id=f"{watched.name}: {what}")
        for watched in CIS_WATCHED
        for what, event in EVENTS[watched.name][kind].items()
    ]


@pytest.mark.parametrize(("pattern", "event"), events("matching"))
def test_what_shall_be_noticed_matches(pattern: str, event: dict[str, Any]) -> None:
    assert matches(pattern, event)


@pytest.mark.parametrize(("pattern", "event"), events("near"))
def test_what_only_resembles_it_does_not_match(pattern: str, event: dict[str, Any]) -> None:
    assert not matches(pattern, event)


@pytest.mark.parametrize("watched", CIS_WATCHED, ids=lambda watched: watched.name)
def test_each_has_an_event_that_matches_and_two_that_only_resemble_it(watched: Watched) -> None:
    assert len(EVENTS[watched.name]["matching"]) >= 1
    assert len(EVENTS[watched.name]["near"]) >= 2


@pytest.mark.parametrize(("name", "control"), SECURITY_HUB.items())
def test_the_pattern_is_the_one_that_security_hub_looks_for(name: str, control: str) -> None:
    watched = {watched.name: watched for watched in CIS_WATCHED}[name]
    assert watched.pattern == PRESCRIBED[control]
    assert watched.source.endswith(f", {control}")
    assert watched.control == control


def test_every_control_of_security_hub_has_one_that_it_looks_at() -> None:
    assert sorted(SECURITY_HUB.values()) == sorted(PRESCRIBED)
    assert {watched.name for watched in CIS_WATCHED} - set(SECURITY_HUB) == {"OrganizationChanged"}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("UnauthorizedApiCalls", CisNumbers(v3="4.1", v5="4.1", v7="5.1")),
        ("ConsoleSignInWithoutMfa", CisNumbers(v3="4.2", v5="4.2", v7="5.2")),
        ("RootUserUsed", CisNumbers(v3="4.3", v5="4.3", v7="5.3")),
        ("IamPolicyChanged", CisNumbers(v3="4.4", v5="4.4", v7="5.4")),
        ("CloudTrailChanged", CisNumbers(v3="4.5", v5="4.5", v7="5.5")),
        ("ConsoleSignInFailed", CisNumbers(v3="4.6", v5="4.6", v7="5.6")),
        ("KeyDisabledOrDeleted", CisNumbers(v3="4.7", v5="4.7", v7="5.7")),
        ("BucketPolicyChanged", CisNumbers(v3="4.8", v5="4.8", v7="5.8")),
        ("ConfigChanged", CisNumbers(v3="4.9", v5="4.9", v7="5.9")),
        ("SecurityGroupChanged", CisNumbers(v3="4.10", v5="4.10", v7="5.10")),
        ("NetworkAclChanged", CisNumbers(v3="4.11", v5="4.11", v7="5.11")),
        ("GatewayChanged", CisNumbers(v3="4.12", v5="4.12", v7="5.12")),
        ("RouteTableChanged", CisNumbers(v3="4.13", v5="4.13", v7="5.13")),
        ("VpcChanged", CisNumbers(v3="4.14", v5="4.14", v7="5.14")),
        ("OrganizationChanged", CisNumbers(v3="4.15", v5="4.15", v7="5.15")),
    ],
)
def test_the_numbers_are_those_of_the_benchmark(name: str, numbers: CisNumbers) -> None:
    assert CIS_NUMBERS[name] == numbers


def test_every_one_has_numbers_and_no_two_have_the_same_name() -> None:
    assert list(CIS_NUMBERS) == [watched.name for watched in CIS_WATCHED]
    assert len(CIS_NUMBERS) == len(CIS_WATCHED) == 15


@pytest.mark.parametrize("watched", CIS_WATCHED, ids=lambda watched: watched.name)
def test_cloudwatch_takes_the_name_and_the_pattern(watched: Watched) -> None:
    """AWS source: CloudWatch Logs API Reference, MetricTransformation (255 characters, but `:`, `*`, `$`)."""
    assert re.fullmatch(r"([A-Z][a-z]+)+", watched.name)
    assert len(watched.name) <= 255
    assert len(watched.pattern) <= LONGEST_PATTERN


@pytest.mark.parametrize("watched", CIS_WATCHED, ids=lambda watched: watched.name)
def test_one_is_enough_for_an_alarm(watched: Watched) -> None:
    """Security Hub wants a threshold of 1."""
    assert watched.threshold == 1
