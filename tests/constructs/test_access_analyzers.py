from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Duration, Stack

from iam_stacks import AccessAnalyzers, PolicyError
from tests.constructs.findings import reported
from tests.constructs.synthesis import only, resources


def test_by_default_it_finds_external_access_to_the_account_and_nothing_that_costs(stack: Stack) -> None:
    analyzers = AccessAnalyzers(stack, "A")
    assert only(stack, "AWS::AccessAnalyzer::Analyzer") == {"Type": "ACCOUNT"}
    assert analyzers.external is not None
    assert analyzers.unused is None


@pytest.mark.parametrize(
    ("given", "external", "unused"),
    [
        ({}, "ACCOUNT", "ACCOUNT_UNUSED_ACCESS"),
        ({"organization": True}, "ORGANIZATION", "ORGANIZATION_UNUSED_ACCESS"),
    ],
)
def test_it_finds_unused_access_in_the_same_accounts(
    stack: Stack, given: dict[str, Any], external: str, unused: str
) -> None:
    AccessAnalyzers(stack, "A", unused_after=Duration.days(90), **given)
    assert resources(stack, "AWS::AccessAnalyzer::Analyzer") == [
        {"Type": external},
        {
            "Type": unused,
            "AnalyzerConfiguration": {"UnusedAccessConfiguration": {"UnusedAccessAge": 90}},
        },
    ]


def test_it_can_find_unused_access_alone(stack: Stack) -> None:
    analyzers = AccessAnalyzers(stack, "A", external=False, unused_after=Duration.days(1))
    assert only(stack, "AWS::AccessAnalyzer::Analyzer")["Type"] == "ACCOUNT_UNUSED_ACCESS"
    assert analyzers.external is None
    assert analyzers.unused is not None


def test_with_both_off_it_would_find_nothing(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="external is off and unused_after is not given: nothing is analyzed; give "):
        AccessAnalyzers(stack, "A", external=False)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (Duration.days(0), "unused_after in days 0 is not allowed; give a whole number from 1 to 365"),
        (Duration.days(366), "unused_after in days 366 is not allowed"),
        (Duration.hours(36), "unused_after in days 1.5 is not allowed"),
        (90, r"unused_after 90 is not allowed; give a period, such as Duration.days\(90\)"),
    ],
)
def test_a_period_that_an_analyzer_does_not_look_back_is_refused(stack: Stack, wrong: Any, message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        AccessAnalyzers(stack, "A", unused_after=wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"external": "no"}, "^external 'no' is not allowed; give True or False"),
        ({"organization": "o-a1b2c3d4e5"}, "^organization 'o-a1b2c3d4e5' is not allowed; give True or False"),
        ({"external": False}, "^external is off and unused_after is not given"),
        ({"unused_after": Duration.days(366)}, "^unused_after in days 366 is not allowed"),
    ],
)
def test_what_cannot_be_is_refused_and_the_id_stays_free(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        AccessAnalyzers(stack, "A", **wrong)
    assert AccessAnalyzers(stack, "A").external


def test_the_longest_period_is_accepted_and_one_known_at_deployment_only(stack: Stack) -> None:
    AccessAnalyzers(stack, "A", unused_after=Duration.days(365))
    AccessAnalyzers(stack, "B", unused_after=Duration.days(CfnParameter(stack, "P", type="Number").value_as_number))


def test_no_pack_finds_anything(app_of_ones_own: App, stack: Stack) -> None:
    AccessAnalyzers(stack, "A", unused_after=Duration.days(90))
    assert not reported(app_of_ones_own)
