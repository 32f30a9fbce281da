"""What users install: the wheel, in a virtual environment of its own, away from this repository."""

import gzip
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from iam_stacks.reports.violation import read_report

FOREIGN_APP = """
import sys
import iam_stacks, iam_stacks.config
from iam_stacks.account.aws_managed import aws_managed_policy
from iam_stacks.account.service_data import action_exists
assert "logs:PutLogEvents" in aws_managed_policy("service-role/AWSLambdaBasicExecutionRole")
assert action_exists("logs:PutLogEvents")
assert not {"jsii", "aws_cdk"} & set(sys.modules), "importing the package started Node"

from aws_cdk import App, Stack
from aws_cdk.assertions import Template
from iam_stacks import LambdaExecutionRole

stack = Stack(App(), "Foreign")
LambdaExecutionRole(stack, "Role", log_group="/aws/lambda/Worker")
Template.from_stack(stack).resource_count_is("AWS::IAM::ManagedPolicy", 1)
print(iam_stacks.__file__)
"""

CHECKED_APP = """
import sys
from iam_stacks.checks.rules import RULES
assert RULES and not {"jsii", "aws_cdk"} & set(sys.modules), "importing the rules started Node"

from aws_cdk import App, Stack, Validations
from aws_cdk import aws_iam as iam
from iam_stacks import IamChecks, acknowledge

def policy(name, sid, *actions):
    made = iam.ManagedPolicy(stack, name, managed_policy_name=name)
    made.add_statements(iam.PolicyStatement(sid=sid, actions=list(actions), resources=["*"]))
    return made

app = App(outdir="cdk.out")
stack = Stack(app, "Foreign")
reader = policy("Reader", "Read", "s3:GetObjct", "s3:ListBuckt")
policy("Writer", "Write", "s3:PutObjct")
acknowledge(reader, rule="action-unknown", finding="Reader.Read s3:getobjct", reason="it is new")
Validations.of(app).add_plugins(IamChecks())
app.synth()
"""


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


def test_the_wheel_contains_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"iam_stacks", next(top for top in tops if top.endswith(".dist-info"))}
    data = {"config/iam.schema.json", "account/aws_managed_policies.txt.gz", "py.typed"}
    assert {f"iam_stacks/{name}" for name in data} <= set(names)


def test_the_wheel_says_whose_work_it_contains(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (notice,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("licenses/NOTICE"))
    source = gzip.decompress(archive.read("iam_stacks/account/aws_managed_policies.txt.gz")).partition(b"\n")[0]
    (version,) = re.findall(r"moto [\d.]*\d", source.decode())
    assert version in notice


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment of its own with the wheel in it."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home)
    python = home / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return python


def run(python: Path, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run([python, "-c", script], cwd=folder, env=env, check=False, capture_output=True, text=True)


def test_a_foreign_app_uses_the_wheel_in_a_fresh_environment(installed: Path, tmp_path: Path) -> None:
    done = run(installed, FOREIGN_APP, tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(installed.parent.parent)


def test_a_foreign_app_is_checked_and_fails(installed: Path, tmp_path: Path) -> None:
    done = run(installed, CHECKED_APP, tmp_path)
    assert done.returncode == 1
    found = read_report(tmp_path / "cdk.out")
    assert {
        (each.finding.path, each.finding.subject): each.reason
        for each in found
        if each.finding.rule == "action-unknown"
    } == {
        ("Foreign/Reader/Resource", "Reader.Read s3:getobjct"): "it is new",
        ("Foreign/Reader/Resource", "Reader.Read s3:listbuckt"): "",
        ("Foreign/Writer/Resource", "Writer.Write s3:putobjct"): "",
    }
    assert "Foreign/Writer/Resource" in done.stderr
    assert "IamChecks::action-unknown[Writer.Write-s3:putobjct]" in done.stderr
    assert "Reader.Read-s3:getobjct" not in done.stderr
