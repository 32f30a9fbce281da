from collections.abc import Sequence
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Environment, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Annotations, Match, Template

from iam_stacks import IamChecks, PolicyError, attach_packs
from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.identity_alarms import IdentityAlarms
from iam_stacks.constructs.identity_events import IdentityEvents
from iam_stacks.constructs.identity_notices import IdentityNotices
from iam_stacks.monitoring import catalogue
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, only, resources

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


@pytest.mark.parametrize("emails", [["team"], ["a@example.com, b@example.com"]])
def test_what_is_no_address_is_refused(stack: Stack, emails: Any) -> None:
    with pytest.raises(PolicyError, match=r"email '.*' is not allowed"):
        _alarms(stack, emails=emails)


@pytest.mark.parametrize("roles", [["arn:aws:iam::111122223333:role/BreakGlass"], [""], ['a"b/BreakGlass']])
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


def _published(stack: Stack) -> list[dict[str, Any]]:
    """Return what the policies of topics allow."""
    policies = resources(stack, "AWS::SNS::TopicPolicy")
    statements = (each for policy in policies for each in policy["PolicyDocument"]["Statement"])
    return [each for each in statements if each["Effect"] == "Allow"]


def _of_alarms(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in statements if each["Principal"] == {"Service": "cloudwatch.amazonaws.com"}]


@pytest.mark.parametrize("given", [{}, {"enforce_ssl": True}])
def test_alarms_may_publish_to_a_topic_of_ones_own_and_only_those_of_the_account(
    stack: Stack, given: dict[str, Any]
) -> None:
    topic = sns.Topic(stack, "Topic", **given)
    _alarms(stack, topic=topic)
    (allowed,) = _published(stack)
    assert allowed == {
        "Sid": "AllowAlarms",
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": stack.resolve(topic.topic_arn),
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }


def test_rules_that_use_the_same_topic_do_not_keep_alarms_out(stack: Stack) -> None:
    topic = sns.Topic(stack, "Topic")
    IdentityEvents(stack, "Events", topic=topic)
    _alarms(stack, topic=topic)
    assert len(_of_alarms(_published(stack))) == 1


def test_alarms_may_use_the_key_of_a_topic_of_ones_own(stack: Stack) -> None:
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    _alarms(stack, topic=sns.Topic(stack, "Topic", master_key=key))
    (allowed,) = _of_alarms(only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"])
    assert set(allowed["Action"]) == {"kms:Decrypt", "kms:GenerateDataKey*"}
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    assert not _warnings(stack, "alarms-not-let-in")


@pytest.mark.parametrize("env", [None, Environment(account="111122223333", region="eu-west-1")])
def test_what_lets_alarms_in_is_there_once_however_many_use_a_topic(
    context: dict[str, Any], env: Environment | None
) -> None:
    stack = Stack(App(context=context), "Monitoring", env=env)
    topic = IdentityNotices(stack, "Notices")
    for namespace in ("mine", "yours"):
        _alarms(stack, namespace, topic=topic, namespace=namespace)
    assert len(_of_alarms(_published(stack))) == 1
    assert len(_of_alarms(only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"])) == 1


def test_alarms_of_several_accounts_have_a_statement_each(context: dict[str, Any]) -> None:
    app = App(context=context)
    home, *others = (
        Stack(app, f"In{account}", env=Environment(account=account, region="eu-west-1"))
        for account in ("111122223333", "444455556666", "777788889999")
    )
    topic = sns.Topic(home, "Topic", topic_name="alarms")
    for stack in (home, *others):
        _alarms(stack, topic=topic)
    # SNS refuses a policy with two statements of one Sid.
    assert len({each["Sid"] for each in _of_alarms(_published(home))}) == 3


def _warnings(stack: Stack, id: str) -> list[Any]:
    return list(Annotations.from_stack(stack).find_warning("*", Match.string_like_regexp(f"iam-stacks:{id}")))


def test_of_a_topic_or_key_that_is_imported_is_warned(stack: Stack) -> None:
    _alarms(stack, topic=sns.Topic.from_topic_arn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:mine"))
    key = kms.Alias.from_alias_name(stack, "Key", "alias/aws/sns")
    _alarms(stack, "Second", topic=sns.Topic(stack, "Encrypted", master_key=key), namespace="mine")
    first, second = _warnings(stack, "alarms-not-let-in")
    assert "policy of the topic, which is imported" in str(first.entry.data)
    assert "policy of the topic's key, which is imported" in str(second.entry.data)


def test_a_topic_of_another_region_is_refused(context: dict[str, Any]) -> None:
    stack = Stack(App(context=context), "Here", env=Environment(account="111122223333", region="eu-west-1"))
    topic = sns.Topic.from_topic_arn(stack, "Topic", "arn:aws:sns:us-east-1:111122223333:mine")
    with pytest.raises(PolicyError, match=r"topic is in us-east-1, the alarms in eu-west-1: .*; give a topic of "):
        _alarms(stack, topic=topic)


def test_a_fifo_topic_sends_no_mail(stack: Stack) -> None:
    topic = sns.Topic(stack, "Topic", fifo=True, topic_name="mine.fifo")
    with pytest.raises(PolicyError, match=r"^emails go with no FIFO topic"):
        _alarms(stack, topic=topic, emails=["team@example.com"])


def test_a_topic_of_ours_has_one_queue(stack: Stack) -> None:
    topic = IdentityNotices(stack, "Notices")
    assert _alarms(stack, topic=topic, queue=True).queue is topic.to_queue()
    assert len(resources(stack, SUBSCRIPTION)) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"emails": "a@example.com"}, "^emails 'a@example.com' is not allowed; give a list of addresses"),
        ({"emails": None}, "^emails None is not allowed; give a list of addresses"),
        ({"emails": [5]}, r"^email 5 is not allowed"),
        ({"leave_out": "VpcChanged"}, "^leave_out 'VpcChanged' is not allowed; give a list of names"),
        ({"leave_out": [5]}, "^leave_out 5 is nothing that is watched"),
        ({"leave_out": None}, "^leave_out None is not allowed; give a list of names"),
        ({"leave_out": list(WATCHED)}, "^leave_out names all that is watched: nothing would be; "),
        ({"break_glass_roles": "BreakGlass"}, "^break_glass_roles 'BreakGlass' is not allowed; give a list of names"),
        ({"break_glass_roles": None}, "^break_glass_roles None is not allowed; give a list of names"),
        ({"namespace": None}, "^namespace '' is not allowed"),
        ({"queue": "no"}, "^queue 'no' is not allowed; give True or False"),
        ({"log_group": "audit"}, r"^log_group 'audit' is not allowed; give a log group.*IamTrail\(\.\.\.\)\.log_group"),
        ({"topic": "arn:aws:sns:eu-west-1:111122223333:mine"}, "^topic 'arn.*' is not allowed; give a topic"),
    ],
)
def test_what_is_of_another_kind_is_refused_and_the_id_stays_free(
    stack: Stack, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(PolicyError, match=message):
        IdentityAlarms(stack, "Alarms", **{"log_group": _log_group(stack), "queue": True, **wrong})
    assert _alarms(stack, queue=True)


def test_neither_the_trail_nor_other_alarms_stand_for_what_they_have(stack: Stack) -> None:
    trail: Any = IamTrail(stack, "Trail")
    with pytest.raises(PolicyError, match=r"^log_group .*IamTrail.* is not allowed; give a log group"):
        IdentityAlarms(stack, "Alarms", log_group=trail)
    alarms: Any = _alarms(stack, queue=True)
    with pytest.raises(
        PolicyError, match=r"^topic .*IdentityAlarms.* is not allowed; give .*IdentityAlarms\(\.\.\.\)\.topic"
    ):
        _alarms(stack, "Second", topic=alarms, namespace="mine")


def test_a_list_of_addresses_that_is_known_at_deployment_only_is_refused(stack: Stack) -> None:
    emails = CfnParameter(stack, "Emails", type="CommaDelimitedList").value_as_list
    with pytest.raises(PolicyError, match=r"^emails is a list that is known at deployment only; give a list of "):
        _alarms(stack, emails=emails)


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
        PolicyError,
        match=r"Foreign/Second: .* and Foreign/Alarms is that of iam-stacks/identities in its Region; use it instead, "
        "or give another namespace if the log group is another",
    ):
        _alarms(stack, "Second", queue=True)
    assert _alarms(stack, "Second", queue=True, namespace="mine"), "the id is not taken"


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
    IdentityAlarms(stack, "Alarms", log_group=IamTrail(stack, "Trail").log_group, queue=True)
    trail = stack.node.find_child("Trail")
    assert isinstance(trail, IamTrail)
    assert reported(app_of_ones_own, trail) == expected(trail)


def test_our_own_checks_find_nothing(app_of_ones_own: App, stack: Stack) -> None:
    _alarms(stack, queue=True, emails=["team@example.com"])
    attach_packs(app_of_ones_own, packs=[IamChecks()])
    app_of_ones_own.synth()
