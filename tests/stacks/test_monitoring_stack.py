"""What `monitoring:` asks for is what the stack has; that it is clean in all packs is for tests/test_app.py."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.assertions import Match, Template

from iam_stacks.config import load
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES
from iam_stacks.stacks.identity_stack import IdentityStack
from iam_stacks.stacks.monitoring_stack import MonitoringStack

Monitor = Callable[[str], MonitoringStack]
ALARMS = "trail: {log_group: theirs}, alarms: {queue: true}"
EMERGENCY = '{kind: break_glass, path: /e/, trust: {account: "${AWS::AccountId}", mfa_max_age: 3600}}'


@pytest.fixture
def monitor(context: dict[str, Any], estate_file: Callable[[str], Path]) -> Monitor:
    """Defines the stack from YAML text."""

    def stack(text: str) -> MonitoringStack:
        app = App(context=context)
        estate = load(estate_file(text)).estate
        identity = IdentityStack(app, "Identity", estate=estate)
        assert estate.monitoring
        return MonitoringStack(
            app,
            "Monitoring",
            estate=estate,
            monitoring=estate.monitoring,
            password_policy=identity.password_policy,
        )

    return stack


def test_a_trail_has_what_the_file_says(monitor: Monitor) -> None:
    stack = monitor("""
    monitoring:
      trail:
        name: Ours
        organization_id: o-a1b2c3d4e5
        log_retention_days: 400
        file_retention_days: 800
        object_lock_days: 30
    """)
    assert list(stack.things) == [("monitoring", "trail")]
    template = Template.from_stack(stack)
    template.has_resource_properties("AWS::CloudTrail::Trail", {"TrailName": "Ours", "IsOrganizationTrail": True})
    template.has_resource_properties("AWS::Logs::LogGroup", {"RetentionInDays": 400})
    locked = {"Rule": {"DefaultRetention": {"Days": 30, "Mode": "COMPLIANCE"}}}
    forgotten = {"Rules": Match.array_with([Match.object_like({"ExpirationInDays": 800})])}
    template.has_resource_properties(
        "AWS::S3::Bucket",
        {"ObjectLockConfiguration": Match.object_like(locked), "LifecycleConfiguration": forgotten},
    )
    template.resource_count_is("AWS::CloudWatch::Alarm", 0)


def test_alarms_may_read_the_log_of_a_trail_that_is_there(monitor: Monitor) -> None:
    template = Template.from_stack(monitor(f"monitoring: {{{ALARMS}}}"))
    template.resource_count_is("AWS::CloudTrail::Trail", 0)
    template.resource_count_is("AWS::S3::Bucket", 0)
    template.all_resources_properties("AWS::Logs::MetricFilter", {"LogGroupName": "theirs"})
    template.resource_count_is("AWS::CloudWatch::Alarm", len(WATCHED))


@pytest.mark.parametrize(
    ("asked", "outputs"),
    [
        ("trail: {}", {"LogGroup"}),
        ("trail: {}, alarms: {emails: [a@example.com]}", {"LogGroup"}),
        ("trail: {log_group: theirs}, alarms: {queue: true}", {"LogGroup", "Queue"}),
        ("access_analyzers: {}", set()),
    ],
)
def test_a_deployment_tells_where_events_and_alarms_are(monitor: Monitor, asked: str, outputs: set[str]) -> None:
    template = Template.from_stack(monitor(f"monitoring: {{{asked}}}")).to_json()
    assert set(template.get("Outputs", {})) == outputs


def test_alarms_go_where_the_file_says_and_may_be_left_out(monitor: Monitor) -> None:
    alarms = "{emails: [a@example.com, b@example.com], leave_out: [VpcChanged, RootAssumed]}"
    template = Template.from_stack(monitor(f"monitoring: {{trail: {{}}, alarms: {alarms}}}"))
    subscribed = template.find_resources("AWS::SNS::Subscription").values()
    assert {each["Properties"]["Endpoint"] for each in subscribed} == {"a@example.com", "b@example.com"}
    template.resource_count_is("AWS::SQS::Queue", 0)
    watched = {each["Properties"]["MetricName"] for each in template.find_resources("AWS::CloudWatch::Alarm").values()}
    assert watched == {each.name for each in WATCHED} - {"VpcChanged", "RootAssumed"}


def test_the_roles_for_emergencies_are_watched_by_path_and_name(monitor: Monitor) -> None:
    roles = f"roles: {{Emergency: {EMERGENCY}, R: {{trust: {{service: ec2.amazonaws.com}}}}}}"
    template = Template.from_stack(monitor(f"monitoring: {{{ALARMS}, events: {{}}}}\n{roles}"))
    watching = Match.string_like_regexp("role/e/Emergency")
    template.has_resource_properties("AWS::Logs::MetricFilter", {"FilterPattern": watching})
    rules = json.dumps(template.find_resources("AWS::Events::Rule"))
    assert "e/Emergency" in rules
    assert "role/R" not in rules + json.dumps(template.find_resources("AWS::Logs::MetricFilter"))


def test_events_go_where_alarms_go(monitor: Monitor) -> None:
    template = Template.from_stack(monitor(f"monitoring: {{{ALARMS}, events: {{}}}}"))
    (topic,) = template.find_resources("AWS::SNS::Topic")
    template.all_resources_properties("AWS::CloudWatch::Alarm", {"AlarmActions": [{"Ref": topic}]})
    template.all_resources_properties("AWS::Events::Rule", {"Targets": [Match.object_like({"Arn": {"Ref": topic}})]})
    assert template.find_resources("AWS::Events::Rule")


def parameters(stack: MonitoringStack, identifier: str) -> dict[str, Any]:
    """Return what a rule of AWS Config is given."""
    rules = Template.from_stack(stack).find_resources(
        "AWS::Config::ConfigRule", {"Properties": {"Source": {"SourceIdentifier": identifier}}}
    )
    (rule,) = rules.values()
    found: dict[str, Any] = rule["Properties"]["InputParameters"]
    return found


CONFIG = "monitoring: {config: {recorder: existing}}"


@pytest.mark.parametrize(
    ("users", "age"),
    [
        ("{}", 90),
        ("{U: {groups: [G], console_access: true}}", 90),
        ("{U: {groups: [G], programmatic_access: true}}", 68),
        (
            "{U: {groups: [G], programmatic_access: true}, V: {groups: [G], programmatic_access: true, "
            "access_key_rotation: {every_days: 30}}}",
            68,
        ),
        ("{U: {groups: [G], programmatic_access: true, access_key_rotation: {every_days: 30, grace_hours: 25}}}", 39),
        ("{U: {groups: [G], programmatic_access: true, access_key_rotation: {every_days: 90}}}", 90),
        ("{U: {groups: [G], programmatic_access: true, rotation_exemption: a robot of last century}}", 90),
    ],
)
def test_access_keys_may_be_as_old_as_they_become(monitor: Monitor, users: str, age: int) -> None:
    stack = monitor(f"groups: {{G: {{}}}}\nusers: {users}\n{CONFIG}")
    assert parameters(stack, "ACCESS_KEYS_ROTATED") == {"maxAccessKeyAge": str(age)}


def test_numbers_of_days_may_be_given(monitor: Monitor) -> None:
    days = "max_access_key_age_days: 30, unused_after_days: 20"
    stack = monitor(f"monitoring: {{config: {{recorder: existing, {days}}}}}")
    assert parameters(stack, "ACCESS_KEYS_ROTATED") == {"maxAccessKeyAge": "30"}
    assert parameters(stack, "IAM_USER_UNUSED_CREDENTIALS_CHECK") == {"maxCredentialUsageAge": "20"}


def test_the_password_policy_that_is_set_is_the_one_that_is_expected(monitor: Monitor) -> None:
    stack = monitor(f"account: {{password_policy: {{minimum_length: 20, max_age_days: null}}}}\n{CONFIG}")
    asked = parameters(stack, "IAM_PASSWORD_POLICY")
    assert asked["MinimumPasswordLength"] == "20"
    assert "MaxPasswordAge" not in asked
    assert parameters(monitor(CONFIG), "IAM_PASSWORD_POLICY")["MinimumPasswordLength"] == "14"


def test_a_recorder_is_made_or_there(monitor: Monitor) -> None:
    existing = Template.from_stack(monitor(CONFIG))
    existing.resource_count_is("AWS::Config::ConfigurationRecorder", 0)
    existing.resource_count_is("AWS::Config::ConfigRule", len(CONFIG_RULES))
    config = "{recorder: create, service_linked_role: true, leave_out: [CLOUD_TRAIL_ENABLED]}"
    created = Template.from_stack(monitor(f"monitoring: {{config: {config}}}"))
    created.resource_count_is("AWS::Config::ConfigurationRecorder", 1)
    created.resource_count_is("AWS::IAM::Role", 0)
    created.resource_count_is("AWS::Config::ConfigRule", len(CONFIG_RULES) - 1)


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ("{}", {"ACCOUNT"}),
        ("{unused_after_days: 90}", {"ACCOUNT", "ACCOUNT_UNUSED_ACCESS"}),
        ("{external: false, unused_after_days: 90, organization: true}", {"ORGANIZATION_UNUSED_ACCESS"}),
    ],
)
def test_analyzers_are_those_of_the_file(monitor: Monitor, asked: str, types: set[str]) -> None:
    template = Template.from_stack(monitor(f"monitoring: {{access_analyzers: {asked}}}"))
    found = template.find_resources("AWS::AccessAnalyzer::Analyzer").values()
    assert {each["Properties"]["Type"] for each in found} == types


def test_nothing_is_taken_from_another_stack(monitor: Monitor) -> None:
    """What one stack exports and another imports can never be changed again."""
    everything = f"{ALARMS}, events: {{}}, config: {{recorder: create}}, access_analyzers: {{}}"
    stack = monitor(f"account: {{password_policy: {{}}}}\nmonitoring: {{{everything}}}")
    assert set(stack.things) == {
        ("monitoring", key) for key in ("trail", "alarms", "events", "config", "access_analyzers")
    }
    assert "Fn::ImportValue" not in json.dumps(Template.from_stack(stack).to_json())
