"""`python app.py` and `cdk synth` as users run them, with CDK's own validation on."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

VIOLATION = "users: {U: {groups: [G]}}\ngroups: {G: {managed_policies: [AdministratorAccess]}}\n"
NODE_MODULES = Path("node_modules/.bin")


def run(root: Path, out: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CDK_", "PYTEST_"))}
    env |= {"CDK_OUTDIR": str(out), "CDK_CONTEXT_JSON": json.dumps(settings)} if command[0] == sys.executable else {}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def app(root: Path, out: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return run(root, out, sys.executable, "app.py", **settings)


def assert_refused(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "jsii" not in done.stderr


def test_the_example_synthesizes_in_silence(root: Path, tmp_path: Path) -> None:
    done = app(root, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {file.name for file in tmp_path.glob("*.template.json")} == {
        "IamIdentity.template.json",
        "IamMonitoring.template.json",
        "IamRoles.template.json",
    }


def test_a_violation_ends_with_a_short_report(root: Path, tmp_path: Path) -> None:
    config = tmp_path / "iam.yaml"
    config.write_text(VIOLATION)
    done = app(root, tmp_path / "out", config=str(config))
    assert_refused(done, f"{config}:2:10: error: AwsSolutions-IAM4 (AdministratorAccess)")
    assert done.stderr.endswith("1 error, 1 warning\n")


def test_a_faulty_file_ends_with_its_faults_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    config = tmp_path / "iam.yaml"
    config.write_text("users: {U: {groups: [G]}}\n")
    done = app(root, tmp_path / "out", config=str(config))
    assert_refused(done, f"{config}:1:22: users.U.groups[0]: groups: has no such key")
    assert not list((tmp_path / "out").glob("*.template.json"))


def test_a_python_without_cdk_is_told_what_to_do(root: Path, tmp_path: Path) -> None:
    done = run(root, tmp_path, sys.executable, "-S", "app.py")  # -S: none of the packages that are installed
    assert_refused(done, "aws_cdk is not installed in this Python; . .venv/bin/activate, or pip install")


def test_what_cdk_refuses_ends_with_its_sentence(root: Path, tmp_path: Path) -> None:
    config = tmp_path / "iam.yaml"
    config.write_text(yaml.safe_dump({"groups": {"G": {}}, "users": {f"u{i}": {"groups": ["G"]} for i in range(499)}}))
    assert_refused(app(root, tmp_path / "out", config=str(config)), "501 is greater than allowed maximum of 500")


def test_cdks_own_validation_blocks(root: Path, tmp_path: Path) -> None:
    """No pack of cdk-nag counts tags, of which a user can have fifty."""
    config = tmp_path / "iam.yaml"
    tags = {f"k{number}": "v" for number in range(51)}
    config.write_text(yaml.safe_dump({"groups": {"G": {}}, "users": {"U": {"groups": ["G"], "tags": tags}}}))
    done = app(root, tmp_path / "out", config=str(config))
    assert_refused(done, "F3032")
    assert "found by: CloudFormation Validate" in done.stderr


@pytest.fixture
def cdk(root: Path) -> str:
    command = root / NODE_MODULES / "cdk"
    if not command.exists() or not shutil.which("node"):
        pytest.skip("the CDK CLI is not installed: npm ci")
    return str(command)


def test_cdk_synth_passes_on_the_example(root: Path, tmp_path: Path, cdk: str) -> None:
    done = run(root, tmp_path, cdk, "synth", "--quiet", "--no-notices", "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_cdk_synth_fails_on_a_violation(root: Path, tmp_path: Path, cdk: str) -> None:
    config = tmp_path / "iam.yaml"
    config.write_text(VIOLATION)
    options = ("--quiet", "--no-notices", "--output", str(tmp_path / "out"), "-c", f"config={config}")
    done = run(root, tmp_path, cdk, "synth", *options)
    assert_refused(done, "AwsSolutions-IAM4 (AdministratorAccess)")
