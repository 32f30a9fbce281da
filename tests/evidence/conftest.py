"""Small templates, judged."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.evidence.judge import Judged, judge
from iam_stacks.evidence.records import Records

PERHAPS = {
    "Parameters": {"Where": {"Type": "String"}},
    "Conditions": {"Perhaps": {"Fn::Equals": [{"Ref": "Where"}, "here"]}},
}
"""Sections with a condition that cannot be decided before a deployment."""

Resources = Mapping[str, Any]
Judge = Callable[..., dict[str, Judged]]


@pytest.fixture
def account_of(tmp_path: Path) -> Callable[..., Account]:
    """Reads the resources of one template, named `t.json`, both ways."""

    def read(resources: Resources, **sections: Any) -> Account:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources, **sections}), encoding="utf-8")
        return load([file], account="123456789012", region="eu-central-1", both_ways=True)

    return read


@pytest.fixture
def records_of(account_of: Callable[..., Account]) -> Callable[..., Records]:
    """Reads the resources of one template as proofs look at them, without what rules say."""
    return lambda resources, **sections: Records(account=account_of(resources, **sections))


@pytest.fixture
def judged(account_of: Callable[..., Account]) -> Judge:
    """Judges the resources of one template: by the id of each practice."""

    def run(resources: Resources, **sections: Any) -> dict[str, Judged]:
        return {each.practice.id: each for each in judge(account_of(resources, **sections))}

    return run
