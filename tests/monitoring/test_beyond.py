"""The patterns of what others leave out, over events that look like CloudTrail's."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.monitoring.beyond import BEYOND_WATCHED
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.watched import LONGEST_PATTERN
from tests.monitoring.filter_pattern import matches
from tests.monitoring.logged import DENIED, logged

PATTERNS = {watched.name: watched.pattern for watched in BEYOND_WATCHED}
FILTER = logged("identity-delete-metric-filter")
OTHER = {"eventSource": "cognito-idp.amazonaws.com"}
BY_CLOUDFORMATION = {"userIdentity": {**FILTER["userIdentity"], "invokedBy": "cloudformation.amazonaws.com"}}


def _alarms(event: str) -> dict[str, Any]:
    parameters = {"alarmNames": ["RootUserUsed"]}
    return {**FILTER, "eventSource": "monitoring.amazonaws.com", "eventName": event, "requestParameters": parameters}


def _notices(event: str) -> dict[str, Any]:
    parameters = {"topicArn": "arn:aws:sns:us-east-1:111122223333:notices"}
    return {**FILTER, "eventSource": "sns.amazonaws.com", "eventName": event, "requestParameters": parameters}


def _call(service: str, event: str, **parameters: Any) -> dict[str, Any]:
    source = f"{service}.amazonaws.com"
    return {**FILTER, "eventSource": source, "eventName": event, "requestParameters": parameters}


DISABLED = _call("events", "DisableRule", name="identities")
POLICY = "arn:aws:iam::111122223333:policy/ReadData"
CHOSEN = _call("iam", "SetDefaultPolicyVersion", policyArn=POLICY, versionId="v1")
SELECTED = _call("cloudtrail", "PutEventSelectors", trailName="identities", eventSelectors=[])
MODIFIED = _call("ec2", "ModifySecurityGroupRules", ModifySecurityGroupRulesRequest={"GroupId": "sg-0abc"})

SEEN: dict[str, list[dict[str, Any]]] = {
    "PolicyVersionChosen": [CHOSEN],
    "RecordingChanged": [
        SELECTED,
        _call("cloudtrail", "PutInsightSelectors", trailName="identities"),
        _call("config", "DeleteConfigurationRecorder", configurationRecorderName="default"),
    ],
    "SecurityGroupRuleChanged": [MODIFIED],
    "WatchingChanged": [
        FILTER,
        {**FILTER, "eventName": "PutMetricFilter"},
        _alarms("DeleteAlarms"),
        _alarms("DisableAlarmActions"),
        _alarms("PutMetricAlarm"),
        _alarms("SetAlarmState"),
        _alarms("PutAlarmMuteRule"),
        _call("kms", "PutKeyPolicy", keyId="1234abcd-12ab-34cd-56ef-1234567890ab", policyName="default"),
        _call("logs", "DeleteLogGroup", logGroupName="trail"),
        *map(
            _notices,
            ("AddPermission", "DeleteTopic", "RemovePermission", "SetSubscriptionAttributes", "SetTopicAttributes"),
        ),
        _notices("Unsubscribe"),
    ],
    "DetectionRemoved": [
        DISABLED,
        _call("events", "DeleteRule", name="identities"),
        _call("events", "RemoveTargets", rule="identities"),
        _call("config", "DeleteConfigRule", configRuleName="keys"),
        _call("access-analyzer", "DeleteAnalyzer", analyzerName="external"),
        _call("access-analyzer", "CreateArchiveRule", analyzerName="external", ruleName="all"),
        _call("events", "PutRule", name="identities", state="DISABLED"),
    ],
}

UNSEEN: dict[str, list[dict[str, Any]]] = {
    "PolicyVersionChosen": [{**CHOSEN, **DENIED}, {**CHOSEN, "eventName": "GetPolicyVersion"}, {**CHOSEN, **OTHER}],
    "RecordingChanged": [
        {**SELECTED, **DENIED},
        {**SELECTED, "eventName": "GetEventSelectors"},
        _call("config", "DeleteConfigRule", configRuleName="keys"),
        _call("kinesisvideo", "PutEventSelectors"),
    ],
    "SecurityGroupRuleChanged": [{**MODIFIED, **DENIED}, _call("ec2", "DescribeSecurityGroupRules"), SELECTED],
    "WatchingChanged": [
        {**FILTER, **DENIED},
        {**FILTER, **BY_CLOUDFORMATION},
        {**_alarms("DeleteAlarms"), **BY_CLOUDFORMATION},
        {**FILTER, "eventName": "TestMetricFilter"},
        _alarms("DescribeAlarms"),
        _alarms("EnableAlarmActions"),
        _call("kms", "GetKeyPolicy", keyId="1234abcd-12ab-34cd-56ef-1234567890ab"),
        _notices("Subscribe"),
        {**FILTER, **OTHER},
    ],
    "DetectionRemoved": [
        {**DISABLED, **DENIED},
        {**DISABLED, **BY_CLOUDFORMATION},
        {**DISABLED, "eventName": "PutRule"},
        _call("events", "PutRule", name="identities", state="ENABLED"),
        _call("access-analyzer", "UpdateArchiveRule", analyzerName="external", ruleName="all"),
        _call("config", "DeleteConfigurationAggregator"),
        _call("access-analyzer", "DeleteArchiveRule"),
    ],
}


def test_every_pattern_has_events_that_it_sees_and_near_ones_that_it_does_not() -> None:
    assert list(SEEN) == list(UNSEEN) == [watched.name for watched in BEYOND_WATCHED]
    assert min(map(len, UNSEEN.values())) >= 2


@pytest.mark.parametrize("name", SEEN)
def test_a_pattern_sees_what_matters(name: str) -> None:
    assert [event for event in SEEN[name] if not matches(PATTERNS[name], event)] == []


@pytest.mark.parametrize("name", UNSEEN)
def test_a_pattern_does_not_see_what_is_near(name: str) -> None:
    assert [event for event in UNSEEN[name] if matches(PATTERNS[name], event)] == []


@pytest.mark.parametrize("name", SEEN)
def test_no_pattern_of_the_benchmark_sees_the_same(name: str) -> None:
    assert [watched.name for watched in CIS_WATCHED for event in SEEN[name] if matches(watched.pattern, event)] == []


def test_patterns_fit() -> None:
    assert {name: len(pattern) for name, pattern in PATTERNS.items() if len(pattern) > LONGEST_PATTERN} == {}
