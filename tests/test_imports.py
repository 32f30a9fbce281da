import subprocess
import sys
from types import ModuleType

import pytest

import iam_stacks
import iam_stacks.policy

STARTS_NODE = {"jsii", "aws_cdk", "constructs", "cdk_nag"}
SLOW = {"boto3", "botocore", "pydantic", "rich", "yaml"}
PURE = [
    *("iam_stacks", "iam_stacks.config", "iam_stacks.policy", "iam_stacks.account.load", "iam_stacks.cli"),
    *("iam_stacks.reports.text", "iam_stacks.reports.answers", "iam_stacks.checks.finding"),
    *("iam_stacks.checks.rules", "iam_stacks.checks.examination", "iam_stacks.checks.stale"),
    *("iam_stacks.cli.checked", "iam_stacks.reports.sarif"),
]


def modules_after(statement: str) -> set[str]:
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("module", PURE)
def test_importing_it_starts_no_node(module: str) -> None:
    assert not modules_after(f"import {module}") & STARTS_NODE


def test_the_command_line_loads_nothing_that_it_may_not_need() -> None:
    assert not modules_after("import iam_stacks.cli") & SLOW


def test_a_question_loads_no_rules_and_a_check_of_json_no_yaml() -> None:
    unneeded = "{'iam_stacks.checks.rules', 'iam_stacks.policy.trust'}"
    script = f"import sys, iam_stacks.cli; assert not {unneeded} & sys.modules.keys()"
    checked = (
        "from click.testing import CliRunner; CliRunner().invoke(iam_stacks.cli.main, ['check', 'examples/policies'])"
    )
    found = modules_after(f"{script}; {checked}; assert 'iam_stacks.checks.rules' in sys.modules")
    assert not found & (SLOW | STARTS_NODE)


def test_loading_a_configuration_starts_no_node() -> None:
    assert not modules_after("from iam_stacks.config import load; load('iam.yaml')") & STARTS_NODE


def test_a_construct_is_imported_when_it_is_used() -> None:
    assert modules_after("from iam_stacks import LambdaExecutionRole") >= {"jsii", "aws_cdk"}


@pytest.mark.parametrize("name", iam_stacks.__all__)
def test_every_public_name_can_be_imported_and_is_documented(name: str) -> None:
    assert getattr(iam_stacks, name).__doc__
    assert name in dir(iam_stacks)


@pytest.mark.parametrize("module", [iam_stacks, iam_stacks.policy])
def test_there_are_no_other_names(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        module.Nothing  # noqa: B018


@pytest.mark.parametrize("name", iam_stacks.policy.__all__)
def test_every_name_of_the_policy_language_is_there(name: str) -> None:
    assert hasattr(iam_stacks.policy, name)
