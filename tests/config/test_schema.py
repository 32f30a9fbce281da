import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from iam_stacks.config import ConfigError, load
from iam_stacks.config.schema import json_schema, render
from iam_stacks.config.source import read
from iam_stacks.monitoring.catalogue import WATCHED

BROKEN = Path(__file__).parent / "broken"
FIFO = "arn:aws:sqs:eu-west-1:111111111111:q.fifo"
ALL_ALARMS = ", ".join(watched.name for watched in WATCHED)
ONLY_THE_LOADER_SEES = {"checks-twice", "duplicate-key", "merge-and-alias", "not-yaml"}
"""What no JSON Schema can say, since the document is not JSON or names at two places must differ."""


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def faults(data: object) -> list[str]:
    return [error.message for error in validator().iter_errors(data)]


def plain(text: str) -> object:
    """Return the data that an editor checks: YAML 1.2, where a number in quotes is text."""
    return read(text).data


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_example_is_valid(root: Path) -> None:
    assert faults(plain((root / "iam.yaml").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", sorted({file.stem for file in BROKEN.glob("*.yaml")} - ONLY_THE_LOADER_SEES))
def test_a_broken_file_is_broken_for_editors_too(name: str) -> None:
    assert faults(plain((BROKEN / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "policies: {P: {statements: [{effect: Allow}]}}",
        'policies: {P: {statements: [{effect: Allow, actions: ["*"], not_actions: ["*"], resources: ["*"]}]}}',
        'policies: {P: {statements: [{effect: Allow, actions: ["*"], resources: ["arn:${AWS::Foo}:s3:::b"]}]}}',
        "roles: {R: {trust: {}}}",
        'roles: {R: {trust: {service: lambda.amazonaws.com, account: "999999999999"}}}',
        "roles: {R: {trust: {service: lambda.amazonaws.com, external_id: abc}}}",
        'users: {"a b": {}}',
        'groups: {G: {acknowledge: [{rule: IAM4, reason: " "}]}}',
        'policies: {P: {statements: [{effect: Allow, actions: ["*"], resources: [foo]}]}}',
        'policies: {P: {statements: [{effect: Deny, actions: ["*"], resources: ["*"], conditions: {Bool: {}}}]}}',
        "users: {U: {groups: [a, b, c, d, e, f, g, h, i, j, k]}}",
        "users: {U: {groups: [a, a]}}",
        "users: {U: {permissions_boundary: true}}",
        "roles: {R: {trust: {service: states.amazonaws.com, source_account: 999999999999}}}",
        'roles: {R: {trust: {service: states.amazonaws.com, source_arn: "arn:aws:states:${AWS::Regio}:*:*"}}}',
        'roles: {R: {trust: {service: states.amazonaws.com, source_arn: "arn:aws:s3:::${aws:username}"}}}',
        "roles: {R: {trust: {service: states.amazonaws.com, source_arn: []}}}",
        "roles: {R: {trust: {organization: o-a1b2c3d4e5, paths: []}}}",
        "roles: {R: {trust: {any_of: [{service: ec2.amazonaws.com}]}}}",
        "roles: {R: {trust: {github_actions: {provider: P, repository: o/r, branch: []}}}}",
        f'roles: {{R: {{trust: {{service: lambda.amazonaws.com}}, dead_letters: {{queue_arn: "{FIFO}"}}}}}}',
        "monitoring: {alarms: {queue: true}}",
        "monitoring: {trail: {log_group: L, name: mine}, alarms: {queue: true}}",
        "monitoring: {trail: {}, alarms: {}}",
        "monitoring: {trail: {log_retention_days: 366}}",
        "monitoring: {trail: {}, alarms: {queue: true, leave_out: [VpcChange]}}",
        "monitoring: {trail: {}, events: {}}",
        "monitoring: {trail: {log_group: L}}",
        "monitoring: {trail: {}, alarms: {queue: false}}",
        "monitoring: {trail: {}, alarms: {emails: []}}",
        "monitoring: {trail: {}, alarms: {emails: [], queue: false}}",
        "monitoring: {access_analyzers: {external: false}}",
        "monitoring: {access_analyzers: {external: false, unused_after_days: null}}",
        "monitoring: {config: {recorder: existing, service_linked_role: true}}",
        f"monitoring: {{trail: {{}}, alarms: {{queue: true, leave_out: [{ALL_ALARMS}]}}}}",
        "monitoring:",
        *(f"monitoring: {{trail: {{}}, alarms: {{queue: true}}, {key}: null}}" for key in ("events", "config")),
        "monitoring: {trail: null}",
        "account: {password_policy: null}",
        "account: {alias: null}",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(text: str) -> None:
    assert faults(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "users: {U: {permissions_boundary: false}}",
        "users: {U: {permissions_boundary: B}}",
        "roles: {R: {trust: {service: states.amazonaws.com, source_account: true}}}",
        'roles: {R: {trust: {service: states.amazonaws.com, source_account: "111111111111"}}}',
        "roles: {R: {trust: {organization: o-a1b2c3d4e5, paths: o-a1b2c3d4e5/*}}}",
        'roles: {R: {trust: {service: states.amazonaws.com, source_arn: "arn:aws:states:${AWS::Region}:*:*"}}}',
        "roles: {R: {trust: {github_actions: {provider: P, repository: o/r, branch: [main, next], tag: v1}}}}",
        "monitoring: {trail: {log_group: L}, alarms: {emails: [a@example.com], leave_out: [VpcChanged]}, events: {}}",
        "monitoring: {trail: {log_retention_days: 400, name: mine}}",
        "monitoring: {trail: {}, alarms: {emails: [], queue: true}}",
        "monitoring: {trail: {}, alarms: {emails: [a@example.com], queue: false}}",
        f"monitoring: {{trail: {{}}, alarms: {{queue: true, leave_out: [{ALL_ALARMS.partition(', ')[2]}]}}}}",
        "monitoring: {config: {recorder: create, service_linked_role: true}, access_analyzers: {}}",
        "monitoring: {config: {recorder: existing, service_linked_role: false}}",
        "monitoring: {access_analyzers: {external: false, unused_after_days: 90}}",
        "account: {password_policy: {reuse_prevention: null}}",
    ],
)
def test_the_schema_accepts_what_the_loader_accepts(text: str) -> None:
    assert faults(plain(text)) == []


PARTS: dict[str, list[dict[str, object] | None]] = {
    "trail": [None, {}, {"name": "mine"}, {"log_group": "L"}, {"log_group": "L", "name": "mine"}],
    "alarms": [None, {}, {"queue": True}, {"queue": False}, {"emails": []}, {"emails": ["a@example.com"]}],
    "events": [None, {}],
    "config": [None, {}, *({"recorder": each, "service_linked_role": True} for each in ("create", "existing"))],
    "access_analyzers": [None, {}, {"external": False}, {"external": False, "unused_after_days": 90}],
}


@given(st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in PARTS.items()}))
def test_editors_and_the_loader_agree_on_what_goes_together(
    tmp_path_factory: pytest.TempPathFactory, monitoring: dict[str, object]
) -> None:
    file = tmp_path_factory.getbasetemp() / "together.yaml"
    file.write_text(json.dumps({"monitoring": monitoring}), encoding="utf-8")
    try:
        load(file)
    except ConfigError:
        assert faults({"monitoring": monitoring})
    else:
        assert faults({"monitoring": monitoring}) == []


def test_the_file_that_editors_read_is_current(root: Path) -> None:
    assert (root / "iam_stacks/config/iam.schema.json").read_text(encoding="utf-8") == render()


def test_the_example_points_to_the_schema(root: Path) -> None:
    first, _, _ = (root / "iam.yaml").read_text(encoding="utf-8").partition("\n")
    _, _, file = first.partition("$schema=")
    assert json.loads((root / file).read_text(encoding="utf-8")) == json_schema()


def test_no_default_is_one_that_the_file_could_not_give() -> None:
    assert "null" not in json.dumps(json_schema()["properties"])


def test_every_key_has_a_description() -> None:
    schema = json_schema()
    for node in [schema, *schema["$defs"].values()]:
        for key, value in node["properties"].items():
            assert value.get("description"), key


@pytest.mark.parametrize("name", ["Group", "User", "Role", "Policy", "Provider", "Trust", "Statement"])
def test_unknown_keys_are_errors_in_editors_too(name: str) -> None:
    definition: dict[str, Any] = json_schema()["$defs"][name]
    assert definition["additionalProperties"] is False
