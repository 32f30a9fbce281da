"""The command `iam-stacks evidence`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from iam_stacks.cli import main

ROOT = Path(__file__).parent.parent
POLICY = {"Type": "Custom::PasswordPolicy", "Properties": {"MinimumPasswordLength": 14}}


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["evidence", *map(str, arguments)], prog_name="iam-stacks")


def write(file: Path, **resources: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
    return file


def answer(*arguments: Any) -> dict[str, Any]:
    """Return the answer as JSON; it fits its schema, and stdout has nothing else."""
    done = run(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs/schemas/evidence-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(found)
    assert (done.exit_code, done.stderr) == (0, "")
    return found


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return write(tmp_path / "t.json", Policy=POLICY)


def test_it_is_a_report_in_markdown(template: Path) -> None:
    done = run(template, "--account", "123456789012")
    assert done.exit_code == 0
    assert "## Account 123456789012" in done.stdout
    assert (
        "| `password-length`: a password has 14 characters or more | **met** | t.Policy | 1.8, 1.7, 2.8 | IAM.15 |"
        in done.stdout
    )


def test_what_is_not_met_is_no_failure(template: Path) -> None:
    done = run(template)
    assert "**not met**" in done.stdout
    assert done.exit_code == 0


def test_it_is_json_that_fits_the_schema(template: Path) -> None:
    (account,) = answer(template)["accounts"]
    practices = {each["id"]: each for each in account["practices"]}
    assert practices["password-length"]["by"] == ["t.Policy"]
    assert account["summary"]["met"] == 1


def test_cdk_out_is_read_if_nothing_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cdk.out/S.template.json", Policy=POLICY)
    monkeypatch.chdir(tmp_path)
    assert "S.Policy" in run().stdout


def test_an_export_is_read_too() -> None:
    done = run(ROOT / "examples/live-account")
    assert "| `users-in-groups`: each user is in a group | **met** | user/JohnDoe |" in done.stdout
    assert "account 111122223333" in done.stderr


def test_each_account_has_its_section(tmp_path: Path) -> None:
    for number in (1, 2):
        write(tmp_path / f"S{number}.template.json", Policy=POLICY)
    artifacts = {
        f"S{number}": {
            "type": "aws:cloudformation:stack",
            "environment": f"aws://{str(number) * 12}/eu-central-1",
            "properties": {"templateFile": f"S{number}.template.json"},
        }
        for number in (1, 2)
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"version": "48.0.0", "artifacts": artifacts}), encoding="utf-8")
    assert [each["account"]["id"] for each in answer(tmp_path)["accounts"]] == ["111111111111", "222222222222"]
    done = run(tmp_path)
    assert done.stdout.count("## Account ") == 2
    assert "account 111111111111" in done.stderr
    assert "account 222222222222" in done.stderr


def test_what_is_not_resolved_is_said_beside(tmp_path: Path) -> None:
    file = write(tmp_path / "t.json", Policy=POLICY, N={"Type": "AWS::CloudFormation::Stack"})
    done = run(file)
    assert "not resolved: t.json N Properties.TemplateURL" in done.stderr
    assert "TemplateURL" not in done.stdout
    assert "\n1 part of the input was not resolved" in done.stdout
    (account,) = answer(file)["accounts"]
    assert [each["logical_id"] for each in account["unresolved"]] == ["N"]


def test_names_do_not_steer_a_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run(write(tmp_path / "t.json", **{"P\x1b[2J": POLICY})).stdout


@pytest.mark.parametrize("arguments", [["missing.json"], ["--region", "nowhere"], ["--format", "text"]])
def test_bad_input_is_exit_code_2(arguments: list[str], template: Path) -> None:
    done = run(*([template] if arguments[0].startswith("--") else []), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_its_rules_are_loaded_when_it_is_called_only() -> None:
    code = "import sys; import iam_stacks.cli; print([n for n in sys.modules if n.startswith('iam_stacks.evidence')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_it_starts_no_node(template: Path) -> None:
    code = (
        "import sys; from iam_stacks.cli import main\n"
        "try: main(['evidence', sys.argv[1]])\nexcept SystemExit: pass\n"
        "print([n for n in ('jsii', 'aws_cdk') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, template], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
