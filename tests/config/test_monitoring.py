import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.config import AccessKeyRotation, ConfigError, load
from iam_stacks.config.monitoring import Monitoring
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES
from iam_stacks.monitoring.events import IDENTITY_EVENTS

ALARMS = "monitoring:\n  trail: {}\n  alarms: {queue: true}\n"


def test_nothing_is_watched_unless_the_file_asks_for_it(estate_file: Callable[[str], Path]) -> None:
    assert load(estate_file("{}")).estate.monitoring is None


def test_a_year_of_logs_and_external_access_are_the_defaults() -> None:
    asked: dict[str, Any] = {"trail": {}, "config": {"recorder": "create"}, "access_analyzers": {}}
    assert Monitoring.model_validate(asked).model_dump(exclude={"trail": {"acknowledge"}}, exclude_none=True) == {
        "trail": {"log_retention_days": 365},
        "config": {
            "acknowledge": (),
            "recorder": "create",
            "service_linked_role": False,
            "unused_after_days": 45,
            "leave_out": (),
        },
        "access_analyzers": {"acknowledge": (), "external": True, "organization": False},
    }


@pytest.mark.parametrize("key", ["monitoring", *(f"monitoring.{key}" for key in Monitoring.model_fields)])
def test_what_is_given_nothing_is_refused_where_it_stands(estate_file: Callable[[str], Path], key: str) -> None:
    """It looks as if it were watched."""
    section, _, part = key.partition(".")
    text = f"{section}:\n  trail: {{}}\n  alarms: {{queue: true}}\n"
    text = re.sub(rf"  {part}: .*\n", "", text) + f"  {part}:\n" if part else f"{section}:"
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(text))
    at = {fault.key: fault for fault in refusal.value.faults}
    assert (at[key].problem, at[key].given) == ("this has the wrong shape", "nothing")
    assert at[key].line == text.count("\n") + (not part)


@pytest.mark.parametrize(
    ("asked", "key", "problem"),
    [
        ("{}", "monitoring", "nothing is asked for"),
        ("{alarms: {queue: true}}", "monitoring.alarms", "alarms need a trail"),
        ("{trail: {}, events: {}}", "monitoring.events", "events go where alarms go: they need alarms"),
        ("{trail: {log_group: L}}", "monitoring.trail.log_group", "log_group is for alarms, which are not asked for"),
    ],
)
def test_what_needs_something_else_says_so(
    estate_file: Callable[[str], Path], asked: str, key: str, problem: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(f"monitoring: {asked}"))
    assert [(fault.key, fault.problem) for fault in refusal.value.faults] == [(key, problem)]


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("trail: {}, alarms: {queue: true, leave_out: [%s]}", [watched.name for watched in WATCHED]),
        ("trail: {}, alarms: {queue: true}, events: {leave_out: [%s]}", [events.name for events in IDENTITY_EVENTS]),
        ("config: {recorder: existing, leave_out: [%s]}", [rule.identifier for rule in CONFIG_RULES]),
    ],
)
def test_something_must_be_left_to_watch(estate_file: Callable[[str], Path], part: str, names: list[str]) -> None:
    load(estate_file(f"monitoring: {{{part % ', '.join(names[1:])}}}"))
    with pytest.raises(ConfigError, match=r"leave_out: all of them are left out; .*allowed: some of them"):
        load(estate_file(f"monitoring: {{{part % ', '.join(names)}}}"))


def test_files_are_not_deleted_while_they_are_locked(estate_file: Callable[[str], Path]) -> None:
    text = "monitoring: {trail: {object_lock_days: 30, file_retention_days: %s}}"
    load(estate_file(text % 30))
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(text % 29))
    (fault,) = refusal.value.faults
    assert (fault.key, fault.given, fault.allowed) == ("monitoring.trail.file_retention_days", "29", "30 or more")


def test_the_arn_of_a_log_group_leads_to_its_name(estate_file: Callable[[str], Path]) -> None:
    arn = "arn:aws:logs:eu-central-1:111111111111:log-group:aws-cloudtrail-logs:*"
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(f'monitoring: {{trail: {{log_group: "{arn}"}}, alarms: {{queue: true}}}}'))
    (fault,) = refusal.value.faults
    assert fault.problem == "this is an ARN; give the name, which stands between log-group: and :*"
    assert fault.suggestion == "aws-cloudtrail-logs"


@pytest.mark.parametrize(
    "key", ["name: mine", "organization_id: o-a1b2c3d4e5", "log_retention_days: 365", "object_lock_days: 1"]
)
def test_a_trail_is_made_or_there(estate_file: Callable[[str], Path], key: str) -> None:
    alarms = "alarms: {emails: [team@example.com]}"
    load(estate_file(f"monitoring: {{trail: {{{key}}}, {alarms}}}"))
    load(estate_file(f"monitoring: {{trail: {{log_group: theirs}}, {alarms}}}"))
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(f"monitoring: {{trail: {{log_group: theirs, {key}}}, {alarms}}}"))
    (fault,) = refusal.value.faults
    name, _, value = key.partition(": ")
    assert fault.problem == f"{name} is of a trail that is made, and log_group of one that is there"
    assert (fault.key, fault.given.strip('"')) == (f"monitoring.trail.{name}", value)


@pytest.mark.parametrize("region", ["us-east-1", "us-gov-west-1", "cn-north-1", None])
def test_events_are_for_the_region_that_they_come_to(estate_file: Callable[[str], Path], region: str | None) -> None:
    assert load(estate_file(f"{ALARMS}  events: {{}}"), region=region)


@pytest.mark.parametrize(
    ("region", "home"),
    [
        ("eu-central-1", "us-east-1"),
        ("us-gov-east-1", "us-gov-west-1"),
        ("cn-northwest-1", "cn-north-1"),
        ("eusc-de-east-1", "another Region"),
    ],
)
def test_events_are_refused_where_they_never_come(estate_file: Callable[[str], Path], region: str, home: str) -> None:
    load(estate_file(ALARMS), region=region)
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(f"{ALARMS}  events: {{}}"), region=region)
    assert str(refusal.value).endswith(
        f":4:3: monitoring.events: AWS sends the events of IAM to {home}, never to {region}, which is deployed to; "
        "alarms work in all; allowed: no events"
    )


def test_each_part_accepts_findings(estate_file: Callable[[str], Path]) -> None:
    accepted = "acknowledge: [{rule: R, reason: because}]"
    text = f"monitoring: {{trail: {{}}, alarms: {{queue: true}}, events: {{{accepted}}}}}"
    (written,) = load(estate_file(text)).estate.thing("monitoring", "events").acknowledge
    assert written.rule == "R"


def test_editors_know_all_names() -> None:
    definitions = Monitoring.model_json_schema()["$defs"]
    alarms = definitions["Alarms"]["properties"]["leave_out"]["items"]["enum"]
    rules = definitions["ConfigRules"]["properties"]["leave_out"]["items"]["enum"]
    notices = definitions["Events"]["properties"]["leave_out"]["items"]["enum"]
    assert notices == [events.name for events in IDENTITY_EVENTS]
    assert alarms == [watched.name for watched in WATCHED]
    assert rules == [rule.identifier for rule in CONFIG_RULES]


@pytest.mark.parametrize(("hours", "oldest"), [(24, 68), (25, 69), (1, 68)])
def test_an_access_key_is_as_old_as_its_rotation_takes(hours: int, oldest: int) -> None:
    assert AccessKeyRotation(every_days=60, grace_hours=hours, delete_after_days=7).oldest_days == oldest
