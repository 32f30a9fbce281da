import subprocess
import sys

import pytest

import iam_stacks

STARTS_NODE = {"jsii", "aws_cdk", "constructs", "cdk_nag"}
SLOW = {"boto3", "botocore", "pydantic", "rich", "yaml"}
PURE = [
    *("iam_stacks", "iam_stacks.config", "iam_stacks.policy", "iam_stacks.account.load", "iam_stacks.cli"),
    *("iam_stacks.reports.text", "iam_stacks.reports.answers", "iam_stacks.checks.finding"),
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


def test_loading_a_configuration_starts_no_node() -> None:
    assert not modules_after("from iam_stacks.config import load; load('iam.yaml')") & STARTS_NODE


def test_a_construct_is_imported_when_it_is_used() -> None:
    assert modules_after("from iam_stacks import LambdaExecutionRole") >= {"jsii", "aws_cdk"}


@pytest.mark.parametrize("name", iam_stacks.__all__)
def test_every_public_name_can_be_imported_and_is_documented(name: str) -> None:
    assert getattr(iam_stacks, name).__doc__
    assert name in dir(iam_stacks)


def test_there_are_no_other_names() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        iam_stacks.Nothing  # noqa: B018
