"""CDK's own bootstrap template goes through, and `docs/bootstrap-findings.md` judges each thing that is found."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination
from tests.conftest import ROOT

PAGE = ROOT / "docs/bootstrap-findings.md"
CDK = ROOT / "node_modules/.bin/cdk"


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """Read what the CLI that is pinned here would deploy; it needs no network."""
    if not CDK.exists() or not shutil.which("node"):
        pytest.skip("the CDK CLI is not installed: npm ci")
    folder = tmp_path_factory.mktemp("bootstrap")
    shown = run(folder, "bootstrap", "--show-template", "--no-notices")
    file = folder / "bootstrap.yaml"
    file.write_text(shown, encoding="utf-8")
    return load(file)


def run(folder: Path, *arguments: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CDK_", "PYTEST_"))}
    done = subprocess.run([CDK, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def found(account: Account) -> tuple[Diagnosis, ...]:
    return Examination().of(account)


def test_its_roles_and_their_policies_are_read(account: Account) -> None:
    assert {role.logical_id for role in account.roles} == {
        "CloudFormationExecutionRole",
        "DeploymentActionRole",
        "FilePublishingRole",
        "ImagePublishingRole",
        "LookupRole",
    }
    assert all(role.trust and role.policies for role in account.roles)
    assert [each.fault for each in account.written if each.fault] == []


def test_the_one_error_is_that_whoever_deploys_can_become_administrator(found: tuple[Diagnosis, ...]) -> None:
    (error,) = (each for each in found if each.severity == "error")
    assert error.qualified_rule == "escalation-to-administrator[DeploymentActionRole]"
    assert ":role/cdk-hnb659fds-cfn-exec-role-" in error.path[-1].to


def test_whoever_deploys_may_be_named(account: Account) -> None:
    named = Examination(administrators=["role/cdk-hnb659fds-deploy-role-*"]).of(account)
    assert [each.qualified_rule for each in named if each.severity == "error"] == []


def test_there_is_a_verdict_on_each_finding_and_on_nothing_else(found: tuple[Diagnosis, ...]) -> None:
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted((each.element, each.qualified_rule) for each in found) == sorted(row[:2] for row in rows)
    assert {verdict.partition(",")[0] for *_, verdict in rows} == {"true"}
