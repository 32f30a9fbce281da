"""What Security Hub's controls for CloudWatch look at, on a template instead of an account.

AWS source: AWS Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch" and "Security Hub CSPM
controls for AWS CloudTrail", CloudTrail.1.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Resource = tuple[str, dict[str, Any]]

PATTERNS: Mapping[str, str] = json.loads(
    (Path(__file__).parents[1] / "monitoring" / "security_hub_patterns.json").read_text()
)
"""By control, the pattern that it wants, to the character."""


def why_failed(template: Mapping[str, Any], control: str) -> str | None:
    """Return the first link of the chain that is missing; None if the control passes.

    Args:
        template: of the account and Region where the trail is at home.
        control: such as `CloudWatch.1`.
    """
    chain = {
        "no multi-Region trail that logs all management events to a log group": _trails(template, control),
        "no filter with the exact pattern on the trail's log group": _filters(template, control),
        "no alarm on the filter's metric": _alarms(template, control),
        "no topic that the alarm goes to": _topics(template, control),
        "no subscriber of the topic": _subscriptions(template, control),
    }
    return next((missing for missing, found in chain.items() if not found), None)


def _trails(template: Mapping[str, Any], control: str) -> list[Resource]:
    return [
        (key, trail)
        for key, trail in _of(template, "AWS::CloudTrail::Trail")
        if trail.get("IsMultiRegionTrail") is True
        and trail.get("IsLogging") is True
        and trail.get("CloudWatchLogsLogGroupArn")
        and any(_logs_management(each, control) for each in trail.get("EventSelectors", [{}]))
    ]


def _logs_management(selector: Mapping[str, Any], control: str) -> bool:
    left_out = selector.get("ExcludeManagementEventSources", [])
    return (
        selector.get("IncludeManagementEvents", True) is True
        and selector.get("ReadWriteType", "All") == "All"
        and not (control == "CloudWatch.7" and "kms.amazonaws.com" in left_out)
    )


def _filters(template: Mapping[str, Any], control: str) -> list[Resource]:
    groups = [_referred(trail["CloudWatchLogsLogGroupArn"]) for _, trail in _trails(template, control)]
    return [
        (key, each)
        for key, each in _of(template, "AWS::Logs::MetricFilter")
        if each["FilterPattern"] == PATTERNS[control] and _referred(each["LogGroupName"]) in groups
    ]


def _alarms(template: Mapping[str, Any], control: str) -> list[Resource]:
    metrics = [
        (transformation["MetricNamespace"], transformation["MetricName"])
        for _, each in _filters(template, control)
        for transformation in each["MetricTransformations"]
        if transformation["MetricValue"] == "1" and "Dimensions" not in transformation
    ]
    return [
        (key, alarm)
        for key, alarm in _of(template, "AWS::CloudWatch::Alarm")
        if (alarm.get("Namespace"), alarm.get("MetricName")) in metrics
        and alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        and alarm.get("Threshold") == 1
        and alarm.get("ActionsEnabled", True) is True
    ]


def _topics(template: Mapping[str, Any], control: str) -> list[Resource]:
    actions = [_referred(action) for _, alarm in _alarms(template, control) for action in alarm.get("AlarmActions", [])]
    return [(key, topic) for key, topic in _of(template, "AWS::SNS::Topic") if key in actions]


def _subscriptions(template: Mapping[str, Any], control: str) -> list[Resource]:
    topics = [key for key, _ in _topics(template, control)]
    return [each for each in _of(template, "AWS::SNS::Subscription") if _referred(each[1]["TopicArn"]) in topics]


def _of(template: Mapping[str, Any], kind: str) -> Iterator[Resource]:
    return (
        (key, resource.get("Properties", {}))
        for key, resource in template["Resources"].items()
        if resource["Type"] == kind
    )


def _referred(value: Any) -> str:
    """Return the id of what is referred to, by `Ref` or for its ARN."""
    ((_, of),) = value.items()
    return str(of if isinstance(of, str) else of[0])
