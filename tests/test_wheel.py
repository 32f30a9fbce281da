"""What users install: the wheel, in a virtual environment of its own, away from this repository."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

FOREIGN_APP = """
import sys
import iam_stacks, iam_stacks.config
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
    assert {"iam_stacks/py.typed", "iam_stacks/config/iam.schema.json"} <= set(names)


def test_a_foreign_app_uses_the_wheel_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-compile", str(wheel)], check=True, capture_output=True
    )
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-c", FOREIGN_APP], cwd=tmp_path, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(home)
