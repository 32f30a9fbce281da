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


def test_a_foreign_app_uses_the_wheel_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home)
    python = home / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-c", FOREIGN_APP], cwd=tmp_path, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(home)
