"""An alarm counts as a whole chain only, all of which was read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.template import gather
from iam_stacks.evidence.alarms import alarm_for
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Shown
from tests.evidence.chain import SUBSCRIBERS, WATCHED, chain
from tests.evidence.conftest import PERHAPS

RecordsOf = Callable[..., Records]
METRIC = {"MetricNamespace": "Ours", "MetricName": "RootUserUsed"}
LOG_ARN = "arn:aws:logs:{}:123456789012:log-group:{}:*"


def test_a_whole_chain_is_shown_by_all_of_its_parts(records_of: RecordsOf) -> None:
    shown = alarm_for(records_of(chain()), WATCHED)
    assert shown == Shown(by=("t.Trail", "t.Filter", "t.Alarm", f"t.{SUBSCRIBERS}"))


SAME: dict[str, dict[str, Any]] = {
    "other spaces": {"Filter": {"FilterPattern": '{ $.a = "b"&&$.c NOT EXISTS }'}},
    "values as text": {"Trail": {"IsLogging": "true"}, "Alarm": {"Threshold": "1", "EvaluationPeriods": "1"}},
    "above zero": {"Alarm": {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 0}},
    "one of several periods": {"Alarm": {"EvaluationPeriods": 3, "DatapointsToAlarm": 1}},
    "missing data as it is by default": {"Alarm": {"TreatMissingData": None}},
    "all that simple selectors can ask for": {"Trail": {"EventSelectors": [{"ReadWriteType": "All"}]}},
    "one selector of several": {
        "Trail": {"EventSelectors": [{"ReadWriteType": "ReadOnly"}, {"IncludeManagementEvents": True}]}
    },
    "an advanced selector of management events": {
        "Trail": {
            "AdvancedEventSelectors": [
                {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
                {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]},
            ]
        }
    },
    "events of rdsdata left out": {
        "Trail": {"EventSelectors": [{"ExcludeManagementEventSources": ["rdsdata.amazonaws.com"]}]}
    },
    "a log group by its name": {
        "Trail": {"CloudWatchLogsLogGroupArn": LOG_ARN.format("eu-central-1", "mine")},
        "Filter": {"LogGroupName": "mine"},
    },
    "no unit published, and none asked for": {"Alarm": {"Unit": "None"}},
    "the unit that is published": {
        "Alarm": {"Unit": "Count"},
        "Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "1", "Unit": "Count"}]},
    },
    "zero where nothing happens": {
        "Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "1", "DefaultValue": 0}]}
    },
    "another metric of the filter": {
        "Filter": {
            "MetricTransformations": [
                {"MetricNamespace": "Ours", "MetricName": "Size", "MetricValue": "0"},
                {**METRIC, "MetricValue": "1"},
            ]
        }
    },
    "another action besides": {"Alarm": {"AlarmActions": ["arn:aws:lambda:x:1:function:f", {"Ref": "Topic"}]}},
}


@pytest.mark.parametrize("changed", SAME.values(), ids=SAME)
def test_what_means_the_same_is_shown_too(changed: dict[str, Any], records_of: RecordsOf) -> None:
    assert alarm_for(records_of(chain(**changed)), WATCHED).holds


def test_subscribers_may_stand_in_the_topic(records_of: RecordsOf) -> None:
    topic = {"Subscription": [{"Protocol": "email", "Endpoint": "a@example.com"}]}
    shown = alarm_for(records_of(chain(Topic=topic, Subscribers=None)), WATCHED)
    assert shown.by == ("t.Trail", "t.Filter", "t.Alarm", "t.Topic")


AGAINST: dict[str, tuple[dict[str, Any], str]] = {
    "not logging": ({"Trail": {"IsLogging": False}}, "t.Trail does not log"),
    "one Region": ({"Trail": {"IsMultiRegionTrail": False}}, "t.Trail is of one Region only"),
    "one Region by default": ({"Trail": {"IsMultiRegionTrail": None}}, "t.Trail is of one Region only"),
    "no global services": (
        {"Trail": {"IncludeGlobalServiceEvents": False}},
        "t.Trail leaves out global services, IAM among them",
    ),
    "writes only": (
        {"Trail": {"EventSelectors": [{"ReadWriteType": "WriteOnly"}]}},
        "t.Trail does not record all management events",
    ),
    "no management events": (
        {"Trail": {"EventSelectors": [{"IncludeManagementEvents": False}]}},
        "t.Trail does not record all management events",
    ),
    "no events of KMS": (
        {"Trail": {"EventSelectors": [{"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}},
        "t.Trail does not record all management events",
    ),
    "an advanced selector of some events": (
        {
            "Trail": {
                "AdvancedEventSelectors": [
                    {
                        "FieldSelectors": [
                            {"Field": "eventCategory", "Equals": ["Management"]},
                            {"Field": "readOnly", "Equals": ["false"]},
                        ]
                    }
                ]
            }
        },
        "t.Trail does not record all management events",
    ),
    "an advanced selector that says more of its field": (
        {
            "Trail": {
                "AdvancedEventSelectors": [
                    {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"], "NotEquals": ["x"]}]}
                ]
            }
        },
        "t.Trail does not record all management events",
    ),
    "some accounts only": (
        {"Filter": {"FieldSelectionCriteria": '@aws.account = "123456789012"'}},
        "t.Filter reads some accounts or Regions only",
    ),
    "a default that rings": (
        {"Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "1", "DefaultValue": 1}]}},
        "t.Filter counts what did not happen",
    ),
    "another unit": ({"Alarm": {"Unit": "Bytes"}}, "t.Alarm looks at another unit than t.Filter counts in"),
    "a topic of another Region": (
        {
            "Alarm": {"AlarmActions": ["arn:aws:sns:us-east-1:123456789012:topic"]},
            SUBSCRIBERS: {"TopicArn": "arn:aws:sns:us-east-1:123456789012:topic"},
        },
        "t.Alarm tells a topic of another Region",
    ),
    "a key that CloudWatch may not use": (
        {"Topic": {"KmsMasterKeyId": "alias/aws/sns"}},
        "t.Topic is encrypted with the key of AWS, which CloudWatch may not use",
    ),
    "Average": ({"Alarm": {"Statistic": "Average"}}, "t.Alarm does not look at the Sum"),
    "no statistic": ({"Alarm": {"Statistic": None}}, "t.Alarm does not look at the Sum"),
    "switched off": ({"Alarm": {"ActionsEnabled": False}}, "t.Alarm has its actions switched off"),
    "too high": ({"Alarm": {"Threshold": 5}}, "t.Alarm does not ring at 1 in a period"),
    "above one": (
        {"Alarm": {"ComparisonOperator": "GreaterThanThreshold"}},
        "t.Alarm does not ring at 1 in a period",
    ),
    "the wrong way": (
        {"Alarm": {"ComparisonOperator": "LessThanThreshold"}},
        "t.Alarm does not ring at 1 in a period",
    ),
    "an action that is none": ({"Alarm": {"AlarmActions": ["arn:"]}}, "t.Alarm tells no topic"),
    "always": ({"Alarm": {"Threshold": 0}}, "t.Alarm does not ring at 1 in a period"),
    "no period": ({"Alarm": {"Period": None}}, "t.Alarm has no period"),
    "again and again": ({"Alarm": {"EvaluationPeriods": 2}}, "t.Alarm needs more than one period"),
    "missing data": ({"Alarm": {"TreatMissingData": "breaching"}}, "t.Alarm is in alarm whenever nothing happens"),
    "tells nobody": ({"Alarm": {"AlarmActions": None}}, "t.Alarm tells no topic"),
    "tells a function": ({"Alarm": {"AlarmActions": ["arn:aws:lambda:x:1:function:f"]}}, "t.Alarm tells no topic"),
    "counts nothing": (
        {"Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "0"}]}},
        "t.Filter counts less than each event",
    ),
}


@pytest.mark.parametrize(("changed", "why"), AGAINST.values(), ids=AGAINST)
def test_a_link_that_does_not_hold_contradicts(changed: dict[str, Any], why: str, records_of: RecordsOf) -> None:
    shown = alarm_for(records_of(chain(**changed)), WATCHED)
    assert shown.against == (why,)


NO_FILTER = "no metric filter that was read has the pattern"
NO_TRAIL = "no trail that was read writes to the log group of t.Filter"
NO_ALARM = "no alarm that was read is on the metric of t.Filter"
NOBODY = "nobody that was read is subscribed to the topic of t.Alarm"
OPEN: dict[str, tuple[dict[str, Any], str]] = {
    "no filter": ({"Filter": None}, NO_FILTER),
    "another pattern": ({"Filter": {"FilterPattern": '{$.a="b"}'}}, NO_FILTER),
    "no trail": ({"Trail": None}, NO_TRAIL),
    "another log group": ({"Filter": {"LogGroupName": "other"}}, NO_TRAIL),
    "another Region": (
        {
            "Trail": {"CloudWatchLogsLogGroupArn": LOG_ARN.format("us-east-1", "mine")},
            "Filter": {"LogGroupName": "mine"},
        },
        NO_TRAIL,
    ),
    "another account": (
        {
            "Trail": {"CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-central-1:999999999999:log-group:mine:*"},
            "Filter": {"LogGroupName": "mine"},
        },
        NO_TRAIL,
    ),
    "no log group": ({"Trail": {"CloudWatchLogsLogGroupArn": None}}, NO_TRAIL),
    "no alarm": ({"Alarm": None}, NO_ALARM),
    "another metric": ({"Alarm": {"MetricName": "Other"}}, NO_ALARM),
    "a dimension": ({"Alarm": {"Dimensions": [{"Name": "n", "Value": "v"}]}}, NO_ALARM),
    "a metric with dimensions": (
        {"Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "1", "Dimensions": [{"Key": "k"}]}]}},
        NO_ALARM,
    ),
    "no subscriber": ({SUBSCRIBERS: None}, NOBODY),
    "a subscriber to another topic": ({SUBSCRIBERS: {"TopicArn": "arn:aws:sns:eu-central-1:1:other"}}, NOBODY),
    "a subscriber of no address": ({SUBSCRIBERS: {"Endpoint": None}}, NOBODY),
    "a metric with dimensions of the system": ({"Filter": {"EmitSystemFieldDimensions": ["@aws.account"]}}, NO_ALARM),
    "an alarm on an expression": ({"Alarm": {"Metrics": [{"Id": "m"}]}}, NO_ALARM),
    "an alarm on a band": ({"Alarm": {"ThresholdMetricId": "m"}}, NO_ALARM),
    "a pattern with other spaces in its text": (
        {"Filter": {"FilterPattern": '{$.a="b " && $.c NOT EXISTS}'}},
        NO_FILTER,
    ),
    "a subscriber who hears some things": ({SUBSCRIBERS: {"FilterPolicy": {"a": ["b"]}}}, NOBODY),
}


@pytest.mark.parametrize(("changed", "why"), OPEN.values(), ids=OPEN)
def test_a_link_that_was_not_read_is_named(changed: dict[str, Any], why: str, records_of: RecordsOf) -> None:
    shown = alarm_for(records_of(chain(**changed)), WATCHED)
    assert (shown.against, shown.open) == ((), (why,))


LATER = {"Ref": "Later"}
UNKNOWN: dict[str, dict[str, Any]] = {
    "logging": {"Trail": {"IsLogging": LATER}},
    "events": {"Trail": {"EventSelectors": [{"ReadWriteType": LATER}]}},
    "management events": {"Trail": {"EventSelectors": [{"IncludeManagementEvents": LATER}]}},
    "statistic": {"Alarm": {"Statistic": LATER}},
    "threshold": {"Alarm": {"Threshold": LATER}},
    "operator": {"Alarm": {"ComparisonOperator": LATER}},
    "periods": {"Alarm": {"EvaluationPeriods": LATER}},
    "topic": {"Alarm": {"AlarmActions": [LATER]}},
    "no number": {"Alarm": {"Threshold": "inf"}},
    "sources that are left out": {"Trail": {"EventSelectors": [{"ExcludeManagementEventSources": [LATER]}]}},
    "selectors": {"Trail": {"EventSelectors": LATER}},
    "advanced selectors": {"Trail": {"AdvancedEventSelectors": LATER}},
    "a field of advanced selectors": {
        "Trail": {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": [LATER]}]}]}
    },
    "unit": {"Alarm": {"Unit": LATER}},
    "transformed events": {"Filter": {"ApplyOnTransformedLogs": True}},
    "value": {"Filter": {"MetricTransformations": [{**METRIC, "MetricValue": "$.size"}]}},
}


@pytest.mark.parametrize("changed", UNKNOWN.values(), ids=UNKNOWN)
def test_a_link_that_is_known_at_deployment_only_is_open(changed: dict[str, Any], records_of: RecordsOf) -> None:
    shown = alarm_for(records_of(chain(**changed), Parameters={"Later": {"Type": "String"}}), WATCHED)
    assert not shown.against
    assert shown.open


@pytest.mark.parametrize("part", ["Trail", "Filter", "Alarm", SUBSCRIBERS])
def test_a_part_that_may_be_left_out_is_open(part: str, records_of: RecordsOf) -> None:
    resources = chain()
    resources[part]["Condition"] = "Perhaps"
    shown = alarm_for(records_of(resources, **PERHAPS), WATCHED)
    assert shown.open == (f"it is not known before a deployment whether t.{part} is left out by its condition",)


def test_an_alarm_of_another_region_looks_at_other_metrics() -> None:
    """As a template that is deployed to two Regions, half of it by hand."""
    arn = "arn:aws:sns:eu-central-1:123456789012:topic"
    parts = chain(
        Trail={"CloudWatchLogsLogGroupArn": LOG_ARN.format("eu-central-1", "mine")},
        Filter={"LogGroupName": "mine"},
        Alarm={"AlarmActions": [arn]},
        Topic={"TopicName": "topic"},
        Subscribers={"TopicArn": arn},
    )
    for region, why in (("eu-central-1", ()), ("us-east-1", (NO_ALARM.replace("t.", "H."),))):
        here = Stack(name="H", file="h", template={"Resources": without(parts, "Alarm")}, region="eu-central-1")
        there = Stack(name="T", file="t", template={"Resources": {"Alarm": parts["Alarm"]}}, region=region)
        assert alarm_for(records(here, there), WATCHED).open == why


def without(resources: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: each for name, each in resources.items() if name not in names}


def records(*stacks: Stack) -> Records:
    gathered = gather(Deployment(stacks, account="123456789012"))
    account = Account(
        account_id="123456789012",
        account_from="it is said",
        partition="aws",
        region="",
        declared=tuple(gathered.declared),
        resource_policies=tuple(gathered.resource_policies),
    )
    return Records(account=account)


def test_one_chain_that_holds_is_enough(records_of: RecordsOf) -> None:
    broken = {f"{name}2": each for name, each in chain(Alarm={"Statistic": "Average"}).items() if name == "Alarm"}
    assert alarm_for(records_of({**broken, **chain()}), WATCHED).holds


def test_a_trail_that_holds_is_enough(records_of: RecordsOf) -> None:
    other = {"Other": chain(Trail={"IsLogging": False})["Trail"]}
    assert alarm_for(records_of({**other, **chain()}), WATCHED).holds


@given(st.sets(st.sampled_from(sorted(set(chain()) - {"Log", "Topic"})), min_size=1))
def test_without_any_of_its_parts_a_chain_is_not_shown(missing: set[str]) -> None:
    stack = Stack(name="t", file="t.json", template={"Resources": without(chain(), *missing)}, region="eu-central-1")
    assert not alarm_for(records(stack), WATCHED).holds
