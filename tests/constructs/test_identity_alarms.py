from collections.abc import Sequence
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Annotations, Match, Template

from iam_stacks import IamChecks, PolicyError, attach_packs
from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.identity_alarms import IdentityAlarms
from iam_stacks.monitoring import catalogue
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only, resources

WATCHED = {each.name: each for each in catalogue.WATCHED}
OTHERS = [name for name in WATCHED if name != "RootUserUsed"]
"""To leave out where one alarm is as good as all: a stack of all takes a second."""
FILTER, ALARM, SUBSCRIPTION = "AWS::Logs::MetricFilter", "AWS::CloudWatch::Alarm", "AWS::SNS::Subscription"


def _log_group(stack: Stack) -> logs.ILogGroup:
    return logs.LogGroup.from_log_group_name(stack, "Logs", "audit")


def _alarms(stack: Stack, id: str = "Alarms", *, leave_out: Sequence[str] = OTHERS, **given: Any) -> IdentityAlarms:
    """Return an alarm about the root user, or what else is not left out."""
    existing = stack.node.try_find_child("Logs")
    return IdentityAlarms(stack, id, log_group=existing or _log_group(stack), leave_out=leave_out, **given)


@pytest.fixture(scope="module")
def complete(context: dict[str, Any]) -> tuple[IdentityAlarms, dict[str, Any]]:
    """All alarms, and what the stack has."""
    stack = Stack(App(context=context), "Monitoring")
    alarms = _alarms(stack, leave_out=(), queue=True, break_glass_roles=["emergency/BreakGlass"])
    return alarms, Template.from_stack(stack).to_json()["Resources"]


def _properties(template: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["Properties"] for each in template.values() if each["Type"] == kind]


def test_there_is_a_filter_and_an_alarm_for_whatever_is_watched(complete: Any) -> None:
    alarms, template = complete
    names = [*WATCHED, "BreakGlassRoleUsed"]
    assert list(alarms.alarms) == list(alarms.filters) == names
    assert len(_properties(template, FILTER)) == len(_properties(template, ALARM)) == len(names)


def test_each_filter_counts_one_thing_into_a_metric_of_its_own(complete: Any) -> None:
    found = {each["FilterPattern"]: each for each in _properties(complete[1], FILTER)}
    for watched in WATCHED.values():
        assert found[watched.pattern] == {
            "LogGroupName": "audit",
            "FilterPattern": watched.pattern,
            "MetricTransformations": [
                {"MetricNamespace": "iam-stacks/identities", "MetricName": watched.name, "MetricValue": "1"}
            ],
        }, "no default value, no dimension, and no name that another stack could have"


def test_each_alarm_rings_when_the_sum_reaches_the_threshold_once(complete: Any) -> None:
    alarms, template = complete
    topic = Stack.of(alarms).resolve(alarms.topic.topic_arn)
    found = {each["MetricName"]: each for each in _properties(template, ALARM)}
    for watched in WATCHED.values():
        assert found[watched.name] == {
            "Namespace": "iam-stacks/identities",
            "MetricName": watched.name,
            "Statistic": "Sum",
            "Period": watched.period,
            "EvaluationPeriods": 1,
            "Threshold": watched.threshold,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [topic],
            "AlarmDescription": found[watched.name]["AlarmDescription"],
        }


def test_a_burst_is_more_than_one(complete: Any) -> None:
    thresholds = {each["MetricName"]: each["Threshold"] for each in _properties(complete[1], ALARM)}
    assert {name for name, threshold in thresholds.items() if threshold > 1} == {"AssumeRoleFailed"}


def test_an_alarm_says_what_happened_and_what_the_benchmark_calls_it(complete: Any) -> None:
    said = {each["MetricName"]: each["AlarmDescription"] for each in _properties(complete[1], ALARM)}
    assert said["RootUserUsed"] == (
        "The root user was used. CIS AWS Foundations Benchmark: 4.3 in 3.0, 4.3 in 5.0, 5.3 in 7.0."
    )
    assert said["UserAddedToGroup"] == "A user was added to a group."
    assert "emergency/BreakGlass" in said["BreakGlassRoleUsed"]


def test_what_is_left_out_is_not_watched(stack: Stack) -> None:
    assert list(_alarms(stack, emails=["team@example.com"]).alarms) == ["RootUserUsed"]
    assert only(stack, ALARM)["MetricName"] == only(stack, FILTER)["MetricTransformations"][0]["MetricName"]


@pytest.mark.parametrize(
    ("leave_out", "hint"),
    [
        (["VpcChange"], "give 'VpcChanged'"),
        (["BreakGlassRoleUsed"], "give"),
        (["?"], "give some of UnauthorizedApiCalls,"),
    ],
)
def test_a_name_that_is_nothing_watched_cannot_be_left_out(stack: Stack, leave_out: list[str], hint: str) -> None:
    with pytest.raises(PolicyError, match=f"leave_out '.*' is nothing that is watched; {hint}"):
        _alarms(stack, leave_out=leave_out)


def test_each_address_is_told_once(stack: Stack) -> None:
    alarms = _alarms(stack, emails=["a@example.com", "b@example.com", "a@example.com"])
    topic = stack.resolve(alarms.topic.topic_arn)
    assert resources(stack, SUBSCRIPTION) == [
        {"Protocol": "email", "Endpoint": address, "TopicArn": topic} for address in ("a@example.com", "b@example.com")
    ]


@pytest.mark.parametrize("emails", [["team"], ["a@example.com, b@example.com"], "team@example.com"])
def test_what_is_no_address_is_refused(stack: Stack, emails: Any) -> None:
    with pytest.raises(PolicyError, match=r"email '.*' is not allowed"):
        _alarms(stack, emails=emails)


@pytest.mark.parametrize(
    "roles", ["BreakGlass", ["arn:aws:iam::111122223333:role/BreakGlass"], [""], ['a"b/BreakGlass']]
)
def test_what_is_no_name_of_a_role_is_refused(stack: Stack, roles: Any) -> None:
    with pytest.raises(PolicyError, match=r"break_glass_roles .* is not allowed"):
        _alarms(stack, break_glass_roles=roles)


def test_a_role_is_known_with_slashes_or_without(stack: Stack) -> None:
    alarms = _alarms(
        stack, leave_out=(), break_glass_roles=["/emergency/BreakGlass", "emergency/BreakGlass"], queue=True
    )
    assert [name for name in alarms.alarms if name.startswith("BreakGlass")] == ["BreakGlassRoleUsed"]


def test_a_topic_of_ones_own_is_used(stack: Stack) -> None:
    topic = sns.Topic(stack, "Topic")
    alarms = _alarms(stack, topic=topic, queue=True)
    own = stack.resolve(topic.topic_arn)
    assert only(stack, ALARM)["AlarmActions"] == [own]
    assert only(stack, SUBSCRIPTION)["TopicArn"] == own
    assert alarms.topic.topic_arn == topic.topic_arn


@pytest.mark.parametrize(
    ("told", "warned"),
    [({}, 1), ({"emails": ["a@example.com"]}, 0), ({"queue": True}, 0), ({"topic": sns.Topic}, 0)],
)
def test_a_topic_that_tells_nobody_is_warned_of(stack: Stack, told: dict[str, Any], warned: int) -> None:
    alarms = _alarms(stack, **{key: value(stack, "T") if value is sns.Topic else value for key, value in told.items()})
    assert (alarms.queue is not None) is ("queue" in told)
    text = Match.string_like_regexp("nobody is told of an alarm.*iam-stacks:alarms-without-subscriber")
    assert len(Annotations.from_stack(stack).find_warning("*", text)) == warned


@pytest.mark.parametrize("namespace", ["", "AWS/Identities", "a:b", "a" * 256])
def test_a_namespace_that_cloudwatch_does_not_take_is_refused(stack: Stack, namespace: str) -> None:
    with pytest.raises(PolicyError, match=r"namespace '.*' is not allowed"):
        _alarms(stack, namespace=namespace)


def test_alarms_that_would_count_into_the_metrics_of_others_are_refused(stack: Stack) -> None:
    _alarms(stack, queue=True)
    with pytest.raises(
        PolicyError, match=r"Foreign/Second: .* and Foreign/Alarms is that of iam-stacks/identities in its"
    ):
        _alarms(stack, "Second", queue=True)


def test_alarms_of_another_namespace_or_region_are_others(context: dict[str, Any]) -> None:
    app = App(context=context)
    here, there = (
        Stack(app, region, env=Environment(account="111122223333", region=region))
        for region in ("eu-west-1", "us-east-1")
    )
    _alarms(here, queue=True)
    assert _alarms(here, "Second", queue=True, namespace="mine").filters["RootUserUsed"].metric().namespace == "mine"
    _alarms(there, queue=True)
    with pytest.raises(PolicyError, match="that of iam-stacks/identities in us-east-1"):
        _alarms(there, "Second", queue=True)


def test_they_cause_no_finding(app_of_ones_own: App, stack: Stack) -> None:
    alarms = IdentityAlarms(stack, "Alarms", log_group=IamTrail(stack, "Trail").log_group, queue=True)
    trail = stack.node.find_child("Trail")
    assert isinstance(trail, IamTrail)
    assert alarms.expected_findings == ()
    assert reported(app_of_ones_own, trail, alarms) == expected(trail)


def test_our_own_checks_find_nothing(app_of_ones_own: App, stack: Stack) -> None:
    _alarms(stack, queue=True, emails=["team@example.com"])
    attach_packs(app_of_ones_own, packs=[IamChecks()])
    app_of_ones_own.synth()
