"""Small templates, read as an account."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.load import load
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import read_symbols, show_symbols

ACCOUNT = "123456789012"


@pytest.fixture
def account_of(tmp_path: Path) -> Callable[..., Account]:
    """Reads the resources of one template, named `t.json`, in account 123456789012."""

    def read(resources: Mapping[str, Any], sections: Mapping[str, Any] | None = None, **given: Any) -> Account:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources, **(sections or {})}), encoding="utf-8")
        return load([file], **{"account": ACCOUNT, "region": "eu-central-1"} | given)

    return read


def known_later(why: str) -> bool:
    """Tell whether it is said that a value is known at deployment: test_parameters.py and test_functions.py hold it."""
    return why.endswith(("not known before a deployment", "looked up before a deployment", "the stack is deployed"))


@pytest.fixture
def resolve() -> Callable[..., Any]:
    """Resolves a value of a template, and returns it with what was reported; symbols are written as people do."""

    def resolve(value: Any, *, region: str = "eu-central-1", **sections: Any) -> tuple[Any, list[str]]:
        stack = Stack(name="S", file="t.json", template=sections)
        deployment = Deployment([stack], account=ACCOUNT, region=region and read_symbols(region))
        found = deployment.resolvers[0].resolve(value, Place("t.json", "It"))
        return _shown(found), [f"{each.path}: {each.why}" for each in deployment.problems if not known_later(each.why)]

    return resolve


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, Mapping):
        return {_shown(name): _shown(item) for name, item in value.items()}
    return show_symbols(value) if isinstance(value, str) else value
