import json
from pathlib import Path

from iam_stacks.account.service_data import action_exists, resource_types
from tools.unlisted import FILE, render, write


def test_the_shipped_file_is_what_the_script_writes_today() -> None:
    assert FILE.read_text(encoding="ascii") == render()


def test_the_file_has_no_action_that_is_listed_and_resources_of_listed_ones_only() -> None:
    found = json.loads(FILE.read_text(encoding="ascii"))
    assert not any(map(action_exists, found["actions"]))
    assert all(map(action_exists, found["resources"]))


def test_few_actions_have_other_resources_than_the_list_says() -> None:
    found = json.loads(FILE.read_text(encoding="ascii"))["resources"]
    assert [action for action in found if resource_types(action)] == [
        "connect:GetMetricDataV2",
        "ssm:DeregisterManagedInstance",
        "waf-regional:GetWebACLForResource",
    ]


def test_the_file_is_written(tmp_path: Path) -> None:
    write(tmp_path / "unlisted.json")
    assert (tmp_path / "unlisted.json").read_text(encoding="ascii") == render()
