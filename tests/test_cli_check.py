"""The command `iam-stacks check`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from iam_stacks.cli import main
from tests.checks.rules.escalation.estates import EVERYTHING, assumes, role, user
from tests.checks.samples import allow, managed

ROOT = Path(__file__).parent.parent
TWICE = "statement-id-twice"
READ = {**allow("s3:GetObject", "arn:aws:s3:::example-data/*"), "Sid": "Same"}
SEND = {**allow("sqs:SendMessage", "arn:aws:sqs:eu-central-1:123456789012:jobs"), "Sid": "Same"}
BAD = {"Resources": managed(READ, SEND)}
GOOD = {"Resources": {}}
DOCUMENT = {"Version": "2012-10-17", "Statement": [READ, SEND]}
ID = f"IamChecks::{TWICE}[P-Same]"


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], prog_name="iam-stacks")


def write(file: Path, content: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def answer(*arguments: Any) -> dict[str, Any]:
    """Return the answer as JSON; it fits its schema, and stdout has nothing else."""
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    schema = json.loads((ROOT / "docs/schemas/check-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(found)
    return found


def twice(*arguments: Any) -> list[dict[str, Any]]:
    return [each for each in answer(*arguments)["findings"] if each["rule"] == TWICE]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path / "t.json", BAD)


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    """A cdk.out with one stack whose template is bad."""
    folder = tmp_path / "cdk.out"
    stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "S.template.json"}}
    stack["additionalMetadataFile"] = "S.metadata.json"
    write(folder / "manifest.json", {"artifacts": {"S": stack}})
    write(folder / "S.template.json", BAD)
    note(folder)
    return folder


def note(folder: Path, **entries: Any) -> None:
    """Note something of the construct `S/Policies`, in which the policy is."""
    policies = [{"type": kind.replace("_", ":"), "data": data} for kind, data in entries.items()]
    noted = {"/S/Policies": policies, "/S/Policies/P": [{"type": "aws:cdk:logicalId", "data": "P"}]}
    write(folder / "S.metadata.json", noted)


class TestExitCodes:
    def test_1_for_an_error(self, bad: Path) -> None:
        assert run(bad).exit_code == 1

    def test_0_for_nothing(self, tmp_path: Path) -> None:
        result = run(write(tmp_path / "t.json", GOOD))
        assert (result.exit_code, result.stdout) == (0, "nothing found\n")

    def test_0_for_a_warning_and_1_if_it_is_to_fail(self, bad: Path) -> None:
        options = ("--severity", f"{TWICE}=warning")
        assert run(bad, *options).exit_code == 0
        assert run(bad, *options, "--fail-on", "warning").exit_code == 1
        assert run(bad, *options, "--fail-on", "error").exit_code == 0

    def test_1_for_an_error_if_warnings_are_to_fail(self, bad: Path) -> None:
        assert run(bad, "--fail-on", "warning").exit_code == 1

    @pytest.mark.parametrize("output", ["text", "json", "sarif"])
    def test_the_same_in_every_format(self, bad: Path, output: str) -> None:
        assert run(bad, "--format", output).exit_code == 1

    def test_0_if_a_rule_is_off(self, bad: Path) -> None:
        assert twice(bad, "--severity", f"{TWICE}=off") == []


class TestFormats:
    def test_text_has_a_paragraph_and_a_summary(self, bad: Path) -> None:
        result = run(bad, "--account", "123456789012")
        assert (
            f"t.json: P Properties.PolicyDocument: error: {TWICE}[P Same]: 2 statements have the Sid Same\n"
            "    mend: give each statement a Sid of its own, or none\n"
            "    source: IAM User Guide, " in result.stdout
        )
        assert result.stdout.splitlines()[-1].startswith("1 error, ")
        assert result.stderr == "account 123456789012, given\n"

    def test_json_has_what_text_has(self, bad: Path) -> None:
        (found,) = twice(bad)
        assert (found["template"], found["logical_id"], found["severity"]) == ("t.json", "P", "error")
        assert found["policy"] == "arn:aws:iam::${AWS::AccountId}:policy/${P}"
        assert answer(bad)["summary"]["error"] == 1
        assert run(bad, "--format", "json").stderr == ""

    def test_sarif_has_a_result_and_what_is_beside_it_goes_to_stderr(self, bad: Path) -> None:
        result = run(bad, "--format", "sarif")
        (report,) = json.loads(result.stdout)["runs"]
        assert TWICE in [each["ruleId"] for each in report["results"]]
        assert result.stderr == "account ${AWS::AccountId}, not known\n"

    def test_what_is_not_resolved_is_listed(self, tmp_path: Path) -> None:
        user = {"Type": "AWS::IAM::User", "Properties": {"ManagedPolicyArns": [{"Ref": "Gone"}]}}
        file = write(tmp_path / "t.json", {"Resources": {"U": user}})
        assert {each["path"] for each in answer(file)["unresolved"]} == {"Properties.ManagedPolicyArns[0]"}
        assert "not resolved: t.json U Properties.ManagedPolicyArns[0]: " in run(file).stderr


class TestInputs:
    def test_cdk_out_is_read_if_nothing_else_is_named(self, assembly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(assembly.parent)
        assert [each["construct_path"] for each in twice()] == ["S/Policies/P"]
        monkeypatch.chdir(assembly)
        assert run().stderr == "iam-stacks: cdk.out: no such file or directory\n"

    def test_a_template_in_yaml(self, tmp_path: Path) -> None:
        assert len(twice(write(tmp_path / "t.yaml", yaml.safe_dump(BAD)))) == 1

    def test_authorization_details(self, tmp_path: Path) -> None:
        inline = [{"PolicyName": "P", "PolicyDocument": DOCUMENT}]
        user = {"Arn": "arn:aws:iam::123456789012:user/JaneRoe", "UserPolicyList": inline}
        (found,) = twice(write(tmp_path / "details.json", {"UserDetailList": [user]}))
        assert (found["logical_id"], found["policy"]) == ("user/JaneRoe", "user/JaneRoe/P")

    def test_several_at_once(self, bad: Path, tmp_path: Path) -> None:
        assert [each["template"] for each in twice(bad, write(tmp_path / "d.json", DOCUMENT))] == ["d.json", "t.json"]

    def test_account_region_and_partition_fill_what_is_open(self, bad: Path) -> None:
        options = ("--account", "123456789012", "--region", "cn-north-1", "--partition", "aws-cn")
        assert [each["policy"] for each in twice(bad, *options)] == ["arn:aws-cn:iam::123456789012:policy/${P}"]

    def test_stages_are_accounts_of_their_own_unless_one_is_given(self, tmp_path: Path) -> None:
        user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "JaneRoe"}}
        stage = {"type": "cdk:cloud-assembly"}
        artifacts = {name: stage | {"properties": {"directoryName": name}} for name in ("test", "prod")}
        write(tmp_path / "manifest.json", {"artifacts": artifacts})
        for name in artifacts:
            stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": f"{name}.template.json"}}
            write(tmp_path / name / "manifest.json", {"artifacts": {"S": stack}})
            write(tmp_path / name / f"{name}.template.json", {"Resources": {"U": user, **managed(READ, SEND)}})
        assert [each["template"] for each in twice(tmp_path)] == ["prod.template.json", "test.template.json"]
        assert "name-taken-twice" not in run(tmp_path).stdout
        assert run(tmp_path).stderr == "account ${AWS::AccountId}, not known\n" * 2
        one = run(tmp_path, "--account", "123456789012")
        assert "name-taken-twice" in one.stdout
        assert one.stderr.endswith("\naccount 123456789012, given\n")

    def test_stacks_of_several_accounts_are_all_checked(self, tmp_path: Path) -> None:
        stack = {"type": "aws:cloudformation:stack"}
        artifacts = {}
        for name in ("111111111111", "222222222222"):
            properties = {"templateFile": f"{name}.template.json"}
            artifacts[name] = stack | {"properties": properties, "environment": f"aws://{name}/eu-central-1"}
            write(tmp_path / f"{name}.template.json", BAD)
        write(tmp_path / "manifest.json", {"artifacts": artifacts})
        accounts = [each["policy"].split(":")[4] for each in twice(tmp_path)]
        assert accounts == ["111111111111", "222222222222"]
        (only,) = twice(tmp_path, "--account", "222222222222")
        assert only["policy"].split(":")[4] == "222222222222"


class TestSingleDocuments:
    @pytest.mark.parametrize("output", ["text", "json", "sarif"])
    def test_the_kind_is_guessed_and_said(self, tmp_path: Path, output: str) -> None:
        result = run(write(tmp_path / "d.json", DOCUMENT), "--format", output)
        assert result.stderr.startswith("taken as identity policy: d.json; --type says otherwise\n")
        assert TWICE in result.stdout

    def test_many_are_counted(self, tmp_path: Path) -> None:
        for name in "abcde":
            write(tmp_path / f"{name}.json", DOCUMENT)
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
        write(tmp_path / "t.json", {"Statement": trust})
        assert run(tmp_path).stderr.splitlines()[:2] == [
            "taken as identity policy: a.json, b.json, c.json and 2 more; --type says otherwise",
            "taken as trust policy: t.json; --type says otherwise",
        ]

    def test_a_kind_that_is_given_is_not_said(self, tmp_path: Path) -> None:
        assert "taken as" not in run(write(tmp_path / "d.json", DOCUMENT), "--type", "scp").stderr

    def test_a_malformed_one_is_a_finding(self, tmp_path: Path) -> None:
        file = write(tmp_path / "d.json", '{"Statement": [], "Statement": []}')
        assert [each["why"] for each in answer(file)["unresolved"]] == ["the key Statement is given twice"]
        assert run(file).exit_code == 1

    def test_what_the_kind_cannot_have_is_found(self, tmp_path: Path) -> None:
        file = write(tmp_path / "d.json", {"Version": "2012-10-17", "Statement": [READ | {"Principal": "*"}]})
        assert "policy-malformed" in [each["rule"] for each in answer(file, "--type", "boundary")["findings"]]
        assert "policy-malformed" not in [each["rule"] for each in answer(file)["findings"]]

    def test_a_kind_that_there_is_not(self, tmp_path: Path) -> None:
        result = run(write(tmp_path / "d.json", DOCUMENT), "--type", "user")
        assert (result.exit_code, result.stdout) == (2, "")


class TestAcknowledgements:
    def test_what_is_acknowledged_with_a_reason_does_not_count(self, assembly: Path) -> None:
        note(assembly, **{"aws_cdk_acknowledged-rules": {ID: "both are meant"}})
        found = answer(assembly)
        assert TWICE not in [each["rule"] for each in found["findings"]]
        assert (found["summary"]["error"], found["summary"]["acknowledged"]) == (0, 1)
        assert run(assembly).exit_code == 0
        assert run(assembly).stdout.splitlines()[-1].endswith("; 1 acknowledged")

    def test_without_a_reason_it_counts(self, assembly: Path) -> None:
        note(assembly, **{"aws_cdk_acknowledged-rules": {ID: ""}})
        assert run(assembly).exit_code == 1

    def test_what_the_synthesis_acknowledged_does_not_count(self, assembly: Path) -> None:
        construct = {"constructPath": "S/Policies/P"}
        violation = {"ruleName": f"{TWICE}[P Same]", "violatingConstructs": [construct], "reason": "both are meant"}
        plugin = {"pluginName": "IamChecks", "suppressedViolations": [violation]}
        write(assembly / "validation-report.json", {"pluginReports": [plugin]})
        assert run(assembly).exit_code == 0

    def test_a_finding_says_where_it_is_configured(self, assembly: Path) -> None:
        note(assembly, **{"iam-stacks_config": "iam.yaml:12"})
        assert [each["config"] for each in twice(assembly)] == [{"file": "iam.yaml", "line": 12}]
        assert "\n    configured at: iam.yaml:12\n" in run(assembly).stdout


class TestBaseline:
    def test_what_was_found_before_does_not_count(self, bad: Path, tmp_path: Path) -> None:
        baseline = write(tmp_path / "baseline.json", run(bad, "--format", "json").stdout)
        found = answer(bad, "--baseline", baseline)
        assert found["findings"] == []
        assert found["summary"] == {"error": 0, "warning": 0, "acknowledged": 0}
        result = run(bad, "--baseline", baseline)
        assert result.exit_code == 0
        assert result.stdout == f"nothing found; {len(answer(bad)['findings'])} in the baseline\n"

    def test_the_order_of_statements_does_not_matter(self, bad: Path, tmp_path: Path) -> None:
        baseline = write(tmp_path / "baseline.json", run(bad, "--format", "json").stdout)
        write(bad, {"Resources": managed(SEND, READ)})
        assert answer(bad, "--baseline", baseline)["findings"] == []

    def test_what_is_new_counts_and_what_is_gone_is_mentioned(self, bad: Path, tmp_path: Path) -> None:
        baseline = write(tmp_path / "baseline.json", run(bad, "--format", "json").stdout)
        (before,) = twice(bad)
        write(bad, {"Resources": managed(READ | {"Sid": "Other"}, SEND | {"Sid": "Other"})})
        result = run(bad, "--baseline", baseline)
        assert result.exit_code == 1
        assert " of the baseline not found any more: " in result.stdout
        assert before["fingerprint"] in result.stdout

    def test_what_is_no_baseline_is_refused(self, bad: Path) -> None:
        result = run(bad, "--baseline", bad)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "t.json: it is no baseline; " in result.stderr


class TestEscalation:
    ARN = "arn:aws:iam::123456789012:"

    @pytest.fixture
    def people(self, tmp_path: Path) -> Path:
        """A template in which JohnDoe can become Deploy, and Deploy an administrator."""
        chain = role("Deploy", "123456789012", assumes("Admin")) | role("Admin", "123456789012", EVERYTHING)
        return write(tmp_path / "t.json", {"Resources": user("JohnDoe", assumes("Deploy")) | chain})

    def found(self, people: Path, rule: str, *options: str) -> list[dict[str, Any]]:
        findings = answer(people, "--account", "123456789012", *options)["findings"]
        return [each for each in findings if each["rule"] == rule]

    def test_a_path_to_administrator_is_an_error_with_its_steps(self, people: Path) -> None:
        assert run(people, "--account", "123456789012").exit_code == 1
        _, john = self.found(people, "escalation-to-administrator")
        assert [(hop["from"], hop["to"], hop["method"]) for hop in john["path"]] == [
            (f"{self.ARN}user/JohnDoe", f"{self.ARN}role/Deploy", "assume-role"),
            (f"{self.ARN}role/Deploy", f"{self.ARN}role/Admin", "assume-role"),
        ]
        assert john["path"][0]["from"] == john["principal"]
        assert {"policy": "JohnDoe/P", "statement": 0, "sid": None} in john["path"][0]["statements"]
        assert "    step 2: Deploy can assume role/Admin: " in run(people, "--account", "123456789012").stdout

    def test_a_named_administrator_is_what_others_must_not_become(self, people: Path) -> None:
        found = self.found(people, "escalation-to-administrator", "--administrator", "role/Deploy")
        assert [(each["principal"], len(each["path"])) for each in found] == [(f"{self.ARN}user/JohnDoe", 1)]
        named = ("--administrator", "role/Deploy", "--administrator", "user/*")
        assert self.found(people, "escalation-to-administrator", *named) == []

    def test_targets_are_what_few_may_reach(self, people: Path) -> None:
        assert self.found(people, "escalation-to-target") == []
        targets = [f"sts:AssumeRole {self.ARN}role/{name}" for name in ("Admin", "Deploy")]
        found = self.found(people, "escalation-to-target", "--target", targets[0], "--target", targets[1])
        assert [(each["principal"], each["path"][-1]["to"]) for each in found] == [
            (f"{self.ARN}role/Deploy", f"{self.ARN}role/Admin"),
            (f"{self.ARN}user/JohnDoe", f"{self.ARN}role/Deploy"),
        ]

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--administrator", "role/Deploi"], "there is no role 'Deploi'; there is Deploy"),
            (["--administrator", "everybody"], "'everybody' names nobody; give all, or user/NAME, "),
            (["--target", "s3:GetObject"], ""),
        ],
    )
    def test_what_cannot_be_used_gets_one_line_and_exit_code_2(
        self, people: Path, options: list[str], said: str
    ) -> None:
        result = run(people, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"iam-stacks: {said}")
        assert result.stderr.count("\n") == 1


class TestBadInput:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--severity", "no-rule=error"], "there is no rule 'no-rule'; docs/rules.md lists them"),
            (["--severity", f"{TWICE}=fatal"], f"severity 'fatal' of {TWICE} is not allowed; "),
            (["--severity", TWICE], f"--severity '{TWICE}' is not one; give RULE=error, warning or off"),
            (["--quota", "no-quota=1"], "there is no quota 'no-quota'; "),
            (["--quota", "managed-policies-per-role=26"], "managed-policies-per-role 26 is not allowed; give 1 to 25"),
            (["--quota", "managed-policies-per-role=x"], "--quota managed-policies-per-role=x is no number"),
            (["--quota", "=1"], "--quota '=1' is not one; give NAME=NUMBER"),
            (["--account", "12"], "account '12' is not one; give 12 digits"),
            (["--baseline", "none.json"], "none.json: no such file or directory"),
        ],
    )
    def test_an_option_gets_one_line_and_exit_code_2(self, bad: Path, options: list[str], said: str) -> None:
        result = run(bad, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"iam-stacks: {said}")
        assert result.stderr.count("\n") == 1

    def test_a_quota_that_aws_grants_is_taken(self, bad: Path) -> None:
        assert run(bad, "--quota", "managed-policies-per-role=25").exit_code == 1

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("{", "it is not JSON: "),
            ("[]", "it is nothing that describes an account; "),
            ('{"name": "a package"}', ", or a policy document"),
        ],
    )
    def test_a_file_that_is_nothing_of_these(self, tmp_path: Path, content: str, said: str) -> None:
        result = run(write(tmp_path / "x.json", content))
        assert (result.exit_code, result.stdout) == (2, "")
        assert "x.json: " in result.stderr
        assert said in result.stderr

    def test_all_faults_are_said_at_once(self, tmp_path: Path) -> None:
        options = ("--severity", "a", "--severity", "b", "--quota", "c=d", "--baseline", tmp_path / "n", "--account", 1)
        result = run(write(tmp_path / "x.json", "{"), tmp_path / "y.json", *options)
        assert (result.exit_code, result.stderr.count("\niam-stacks: ")) == (2, 6)


class TestHook:
    HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    def test_it_runs_the_command(self) -> None:
        (hook,) = self.HOOKS
        assert hook["entry"] == "iam-stacks check"
        assert {"id", "name", "language", "files"} <= hook.keys()

    @pytest.mark.parametrize(
        ("file", "expected"),
        [
            ("a.template.json", True),
            ("stacks/a.template.yaml", True),
            ("policies/reader.json", True),
            ("iam/policies/reader.yml", True),
            ("package.json", False),
            ("policies.json", False),
            ("iam.yaml", False),
        ],
    )
    def test_it_is_about_templates_and_policies(self, file: str, expected: bool) -> None:
        assert bool(re.search(self.HOOKS[0]["files"], file)) is expected


def test_a_shell_gets_the_exit_code_and_no_traceback(bad: Path) -> None:
    command = [sys.executable, "-m", "iam_stacks", "check", str(bad)]
    ended = subprocess.run(command, check=False, text=True, cwd=ROOT, capture_output=True)
    assert (ended.returncode, ended.stderr) == (1, "account ${AWS::AccountId}, not known\n")
    assert TWICE in ended.stdout


def test_a_reader_that_has_seen_enough_gets_no_traceback(bad: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "iam_stacks", "check", str(bad), "--format", "sarif"]
    ended = subprocess.run(command, check=False, text=True, cwd=ROOT, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert (ended.returncode, ended.stderr) == (2, "account ${AWS::AccountId}, not known\n")
