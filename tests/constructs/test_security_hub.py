"""The chain that Security Hub wants: whole for our constructs, and noticed wherever it is cut."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.identity_alarms import IdentityAlarms
from iam_stacks.monitoring.numbers import SECURITY_HUB
from tests.constructs.security_hub import PATTERNS, why_failed

Resources = list[dict[str, Any]]
Cut = Callable[[Callable[[str], Resources]], object]


@pytest.fixture(scope="module")
def template(context: dict[str, Any]) -> dict[str, Any]:
    """A trail and its alarms."""
    stack = Stack(App(context=context), "Monitoring")
    IdentityAlarms(stack, "Alarms", log_group=IamTrail(stack, "Trail").log_group, queue=True)
    return Template.from_stack(stack).to_json()


def test_there_is_a_pattern_for_each_of_the_14_controls() -> None:
    assert sorted(PATTERNS) == sorted(SECURITY_HUB.values()) == sorted(f"CloudWatch.{each}" for each in range(1, 15))


@pytest.mark.parametrize("control", PATTERNS)
def test_a_trail_of_ours_and_its_alarms_pass(template: dict[str, Any], control: str) -> None:
    assert why_failed(template, control) is None


def _changed(kind: str, **properties: Any) -> Cut:
    def cut(of: Callable[[str], Resources]) -> None:
        for each in of(kind):
            each["Properties"].update(properties)

    return cut


def _gone(kind: str) -> Cut:
    def cut(of: Callable[[str], Resources]) -> None:
        for each in of(kind):
            each["Type"] = "AWS::CloudFormation::WaitConditionHandle"

    return cut


def _transformed(**properties: Any) -> Cut:
    def cut(of: Callable[[str], Resources]) -> None:
        for each in of("AWS::Logs::MetricFilter"):
            each["Properties"]["MetricTransformations"][0].update(properties)

    return cut


_TRAIL, _FILTER, _ALARM = "AWS::CloudTrail::Trail", "AWS::Logs::MetricFilter", "AWS::CloudWatch::Alarm"
_SELECTOR = {"IncludeManagementEvents": True, "ReadWriteType": "All"}


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        (_gone(_TRAIL), "multi-Region trail"),
        (_changed(_TRAIL, IsMultiRegionTrail=False), "multi-Region trail"),
        (_changed(_TRAIL, IsLogging=False), "multi-Region trail"),
        (_changed(_TRAIL, CloudWatchLogsLogGroupArn=None), "multi-Region trail"),
        (_changed(_TRAIL, EventSelectors=[_SELECTOR | {"ReadWriteType": "WriteOnly"}]), "multi-Region trail"),
        (_changed(_TRAIL, EventSelectors=[_SELECTOR | {"IncludeManagementEvents": False}]), "multi-Region trail"),
        (
            _changed(_TRAIL, EventSelectors=[_SELECTOR | {"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]),
            "multi-Region trail",
        ),
        (_gone(_FILTER), "filter"),
        (_changed(_FILTER, LogGroupName={"Ref": "Other"}), "filter"),
        (_changed(_FILTER, FilterPattern='{ ($.eventSource="kms.amazonaws.com") }'), "filter"),
        (_gone(_ALARM), "alarm on"),
        (_changed(_ALARM, MetricName="Other"), "alarm on"),
        (_changed(_ALARM, Namespace="Other"), "alarm on"),
        (_changed(_ALARM, Threshold=2), "alarm on"),
        (_changed(_ALARM, ComparisonOperator="LessThanThreshold"), "alarm on"),
        (_changed(_ALARM, ActionsEnabled=False), "alarm on"),
        (_transformed(MetricNamespace="Other"), "alarm on"),
        (_transformed(MetricValue="0"), "alarm on"),
        (_transformed(Dimensions=[{"Key": "User", "Value": "$.userIdentity.userName"}]), "alarm on"),
        (_changed(_ALARM, AlarmActions=[]), "topic that"),
        (_gone("AWS::SNS::Topic"), "topic that"),
        (_gone("AWS::SNS::Subscription"), "subscriber of"),
        (_changed("AWS::SNS::Subscription", TopicArn={"Ref": "Other"}), "subscriber of"),
    ],
)
def test_a_cut_anywhere_in_the_chain_is_noticed(template: dict[str, Any], cut: Cut, missing: str) -> None:
    broken = deepcopy(template)
    cut(lambda kind: [each for each in broken["Resources"].values() if each["Type"] == kind])
    assert str(why_failed(broken, "CloudWatch.7")).startswith(f"no {missing} ")


def test_events_of_kms_matter_to_the_control_of_keys_alone(template: dict[str, Any]) -> None:
    without = deepcopy(template)
    (trail,) = (each for each in without["Resources"].values() if each["Type"] == _TRAIL)
    trail["Properties"]["EventSelectors"] = [_SELECTOR | {"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]
    assert {control for control in PATTERNS if why_failed(without, control)} == {"CloudWatch.7"}


def test_a_trail_logs_all_management_events_unless_told_otherwise(template: dict[str, Any]) -> None:
    by_default = deepcopy(template)
    (trail,) = (each for each in by_default["Resources"].values() if each["Type"] == _TRAIL)
    del trail["Properties"]["EventSelectors"]
    assert why_failed(by_default, "CloudWatch.7") is None
