"""The command `iam-stacks escalate`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from iam_stacks.cli import main

ROOT = Path(__file__).parent.parent
ARN = "arn:aws:iam::123456789012:"
DATA = "s3:GetObject arn:aws:s3:::example-data/*"
FORMATS = ("text", "json", "mermaid", "svg", "html")


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["escalate", *map(str, arguments)], prog_name="iam-stacks")


def write(file: Path, **resources: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    conditions = {"Somewhere": {"Fn::Equals": [{"Ref": "Where"}, "there"]}}
    content = {"Parameters": {"Where": {"Type": "String"}}, "Conditions": conditions, "Resources": resources}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def user(name: str, action: str = "", resource: str = "*", **more: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    policy = {"PolicyName": "P", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
    properties = {"UserName": name, **({"Policies": [policy]} if action else {})}
    return {"Type": "AWS::IAM::User", "Properties": properties, **more}


JOHN = user("JohnDoe", "iam:AttachUserPolicy", f"{ARN}user/JohnDoe")
SAM = user("Sam", "iam:CreateAccessKey", f"{ARN}user/Reader")
READER = user("Reader", "s3:GetObject", "arn:aws:s3:::example-data/*")


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """John can give himself everything; Sam can become Reader, who reads data."""
    return write(tmp_path / "t.json", J=JOHN, S=SAM, R=READER)


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    return write(tmp_path / "safe.json", R=READER)


def answer(*arguments: Any) -> dict[str, Any]:
    """Return the answer as JSON; it fits its schema, and stdout has nothing else."""
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    schema = json.loads((ROOT / "docs/schemas/escalate-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(found)
    return found


def starts(*arguments: Any) -> list[tuple[str, str | None]]:
    return [(each["principal"].rpartition("/")[2], each["target"]) for each in answer(*arguments)["paths"]]


class TestExitCodes:
    @pytest.mark.parametrize("output", FORMATS)
    def test_1_if_somebody_can_in_every_format(self, estate: Path, output: str) -> None:
        assert run(estate, "--format", output).exit_code == 1

    @pytest.mark.parametrize("output", FORMATS)
    def test_0_if_nobody_can_in_every_format(self, safe: Path, output: str) -> None:
        assert run(safe, "--format", output).exit_code == 0

    def test_1_if_only_a_target_is_reached(self, tmp_path: Path) -> None:
        file = write(tmp_path / "t.json", S=SAM, R=READER)
        assert run(file, "--account", "123456789012").exit_code == 0
        assert run(file, "--account", "123456789012", "--target", DATA).exit_code == 1


class TestFormats:
    def test_text(self, estate: Path) -> None:
        result = run(estate)
        assert result.stdout == (
            "user/JohnDoe can become administrator in 1 step\n"
            "  JohnDoe can attach AdministratorAccess to itself: "
            "iam:AttachUserPolicy on user/JohnDoe (policy J/P, statement 0)\n"
            "    => administrator\n"
            "1 user can become administrator\n"
        )
        assert result.stderr.startswith("account 123456789012, ")

    def test_text_says_that_nobody_can(self, safe: Path) -> None:
        assert run(safe).stdout == "nobody can become administrator\n"

    def test_json_has_the_steps_and_nothing_is_beside_it(self, estate: Path) -> None:
        (path,) = answer(estate)["paths"]
        assert path["path"][0]["from"] == path["principal"] == path["to"] == f"{ARN}user/JohnDoe"
        assert path["path"][0]["statements"] == [{"policy": "J/P", "statement": 0, "sid": None}]
        assert run(estate, "--format", "json").stderr == ""

    def test_a_drawing_is_alone_on_stdout(self, estate: Path) -> None:
        assert ElementTree.fromstring(run(estate, "--format", "svg").stdout).tag.endswith("svg")
        assert run(estate, "--format", "html").stdout.startswith("<!DOCTYPE html>\n")
        result = run(estate, "--format", "mermaid")
        assert result.stdout.startswith("flowchart LR\n")
        assert result.stderr.startswith("account 123456789012, ")


class TestAdministrators:
    def test_who_is_named_is_no_finding_and_whom_others_must_not_become(self, estate: Path) -> None:
        assert starts(estate, "--administrator", "user/JohnDoe") == []
        assert starts(estate, "--administrator", "user/Reader") == [("JohnDoe", None), ("Sam", None)]
        (account,) = answer(estate, "--administrator", "user/Reader")["accounts"]
        assert account["administrators"] == [f"{ARN}user/Reader"]

    def test_several_may_be_named(self, estate: Path) -> None:
        assert starts(estate, "--administrator", "user/J*", "--administrator", "user/Reader,user/Sam") == []


class TestTargets:
    def test_who_has_it_has_no_path(self, estate: Path) -> None:
        found = starts(estate, "--target", DATA)
        assert found == [("JohnDoe", None), ("JohnDoe", DATA), ("Sam", DATA)]

    def test_each_is_looked_for(self, estate: Path) -> None:
        other = "s3:PutObject arn:aws:s3:::example-data/*"
        found = starts(estate, "--target", other, "--target", DATA)
        assert found[1:] == [("JohnDoe", other), ("JohnDoe", DATA), ("Sam", DATA)]


class TestInputs:
    def test_cdk_out_is_read_if_nothing_else_is_named(self, estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(estate.parent / "cdk.out/t.json", J=JOHN)
        monkeypatch.chdir(estate.parent)
        assert run().exit_code == 1

    def test_what_depends_on_conditions_is_found_either_way(self, tmp_path: Path) -> None:
        here = {"Fn::If": ["Somewhere", f"{ARN}user/JohnDoe", f"{ARN}user/Other"]}
        there = {"Fn::If": ["Somewhere", f"{ARN}user/Other", f"{ARN}user/Jane"]}
        john, jane = (user(name, "iam:AttachUserPolicy") for name in ("JohnDoe", "Jane"))
        for each, resource in ((john, here), (jane, there)):
            each["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"] = resource
        file = write(tmp_path / "t.json", J=john, K=jane)
        assert starts(file) == [("Jane", None), ("JohnDoe", None)]
        assert starts(file, "--account", "123456789012") == [("Jane", None), ("JohnDoe", None)]

    def test_accounts_stay_apart_and_one_of_them_must_know_who_is_named(self, tmp_path: Path) -> None:
        write(tmp_path / "a.json", J=user("JohnDoe", "iam:AttachUserPolicy"))
        write(tmp_path / "b.json", R=user("Reader"), S=user("Sam", "iam:CreateAccessKey"))
        artifacts = {
            name: {
                "type": "aws:cloudformation:stack",
                "environment": f"aws://{number * 12}/eu-central-1",
                "properties": {"templateFile": f"{name}.json"},
            }
            for name, number in (("a", "1"), ("b", "2"))
        }
        (tmp_path / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")
        assert starts(tmp_path, "--administrator", "user/Reader") == [("JohnDoe", None), ("Sam", None)]
        here = "iam:GetUser arn:aws:iam::111111111111:user/*"
        assert starts(tmp_path, "--target", here) == [("JohnDoe", None), ("JohnDoe", here)]
        assert "account 111111111111\n" in run(tmp_path).stdout


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--administrator", "JohnDoe"), "'JohnDoe' names nobody; give "),
            (("--administrator", "user/JonDoe"), "there is no user 'JonDoe'"),
            (("--target", "s3:GetObject"), "target 's3:GetObject' is not one; give "),
            (("--target", "s3:GetObject arn:aws:sqs:eu-central-1:1:q"), "no resource of s3:GetObject "),
            (("--account", "12"), "account '12' is not one; give 12 digits"),
        ],
    )
    def test_bad_input_gets_one_line_and_exit_code_2(self, estate: Path, arguments: tuple[str, str], said: str) -> None:
        result = run(estate, *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"iam-stacks: {said}")
        assert result.stderr.count("\n") == 1

    def test_all_that_is_wrong_is_said_at_once(self, tmp_path: Path) -> None:
        result = run(tmp_path / "none.json", "--administrator", "x", "--administrator", "y", "--target", "z")
        lines = result.stderr.splitlines()
        assert result.exit_code == 2
        assert [word in line for word, line in zip(("'x'", "'y'", "'z'", "none.json"), lines, strict=True)] == [
            True
        ] * 4

    def test_all_that_nobody_knows_is_said_at_once(self, estate: Path) -> None:
        result = run(estate, "--administrator", "user/x", "--administrator", "role/y")
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 2)


def test_it_loads_neither_rules_nor_what_others_need() -> None:
    check = "not {'iam_stacks.checks.rules', 'yaml', 'rich', 'pydantic', 'aws_cdk'} & sys.modules.keys()"
    script = (
        "import sys, iam_stacks.cli; from click.testing import CliRunner; "
        "assert 'iam_stacks.escalation.escalation' not in sys.modules; "
        "result = CliRunner().invoke(iam_stacks.cli.main, ['escalate', 'examples/live-account']); "
        f"assert result.exit_code < 2; assert {check}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
