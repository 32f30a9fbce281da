"""The command `iam-stacks`."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from iam_stacks import build_app
from iam_stacks.cli import main

ROOT = Path(__file__).parent.parent
LAKE = str(ROOT / "examples/data-lake/template.yaml")
LIVE = str(ROOT / "examples/live-account")
EXAMPLES = [ROOT / "examples" / name for name in ("data-lake", "live-account")]
DEPLOYER = "arn:aws:iam::${AWS::AccountId}:role/${Deployer}"
SHARED = "arn:aws:s3:::example-data-test/shared/a"
OWN = "arn:aws:s3:::example-data-test/sales/a"
TLS = ("--context", "aws:SecureTransport=true")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="iam-stacks")


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell does."""
    return subprocess.run([sys.executable, "-m", "iam_stacks", *arguments], check=False, text=True, cwd=ROOT, **options)


def answer(*arguments: str) -> dict[str, Any]:
    """Return an answer as JSON; it fits its schema, and stdout has nothing else."""
    result = run(*arguments, "--format", "json")
    assert not result.exception or isinstance(result.exception, SystemExit), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    schema = json.loads((ROOT / f"docs/schemas/{arguments[0]}-1.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(found)
    return found


@pytest.fixture(scope="session")
def estate(context: dict[str, Any], root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example estate, synthesized."""
    folder = str(tmp_path_factory.mktemp("estate"))
    return build_app(context=context | {"config": str(root / "iam.yaml")}, outdir=folder).synth().directory


@pytest.mark.parametrize(
    ("arguments", "code", "first"),
    [
        (["user/JaneRoe", "s3:GetObject", OWN, *TLS], 0, "allowed"),
        (["user/JaneRoe", "s3:GetObject", OWN], 3, "it depends"),
        (["user/JaneRoe", "s3:DeleteObject", OWN], 1, "denied"),
        (["user/JaneRoe", "s3:GetObject", OWN, "--no-unknown"], 0, "allowed"),
        (["user/JaneRoe", "s3:GetObject", OWN, "--context", "aws:SecureTransport=false"], 1, "denied"),
        (["JaneRoe", "S3:GETOBJECT", OWN.replace("sales", "law")], 1, "denied"),
    ],
)
def test_can_exits_0_for_yes_1_for_no_and_3_if_it_depends(arguments: list[str], code: int, first: str) -> None:
    result = run("can", *arguments, "--from", LAKE)
    assert (result.exit_code, result.stdout[:10].rstrip()) == (code, first)


def test_who_can_exits_0_for_somebody_and_1_for_nobody() -> None:
    somebody = run("who-can", "s3:GetObject", SHARED, "--from", LAKE)
    assert somebody.exit_code == 0
    assert f"it depends {DEPLOYER}\n" in somebody.stdout
    assert "it depends arn:aws:iam::999999999999:root\n" in somebody.stdout
    nobody = run("who-can", "s3:DeleteBucket", "arn:aws:s3:::example-data-test", "--from", LAKE)
    assert (nobody.exit_code, nobody.stdout) == (
        1,
        "nobody can s3:DeleteBucket on arn:aws:s3:::example-data-test\n",
    )


def test_actions_and_why_exit_0_whatever_the_answer() -> None:
    actions = run("actions", "Deployer", "--from", LAKE)
    assert actions.exit_code == 0
    assert "\n  limited by arn:aws:iam::${AWS::AccountId}:policy/Ceiling\n" in actions.stdout
    why = run("why", "Deployer", "s3:DeleteBucket", SHARED, "--from", LAKE)
    assert (why.exit_code, why.stdout[:6]) == (0, "denied")
    assert "statement 1 (KeepBuckets) matches: everything in it matches" in why.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["can", "user/JonDoe", "s3:GetObject"], "there is no user or role 'user/JonDoe'"),
        (["why", "user/JonDoe", "s3:GetObject"], "there is no user or role 'user/JonDoe'"),
        (["actions", "user/JaneRo"], "there is no user or role 'user/JaneRo'; there is user/JaneRoe"),
        (["actions", "lambda.amazonaws.com"], "there is no user or role 'lambda.amazonaws.com'"),
        (["can", "JaneRoe", "s3:GetObjects"], "there is no action 's3:GetObjects'; there is s3:GetObject"),
        (["who-can", "s3:*"], "there is no action 's3:*'"),
        (["can", "JaneRoe", "s3:GetObject", "bucket"], "resource 'bucket' is not one; give an ARN, or *"),
        (["can", "JaneRoe", "s3:GetObject", "--context", "a"], "--context 'a' is not one; give KEY=VALUE"),
        (["can", "JaneRoe", "s3:GetObject", "--context", "=a"], "--context '=a' is not one; give KEY=VALUE"),
        (["who-can", "s3:GetObject", "--account", "12"], "account '12' is not one; give 12 digits"),
        (["who-can", "sqs:SendMessage", "arn:aws:sqs:r:12:q"], "resource_account '12' is not one; give 12 digits"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exit_code_2(arguments: list[str], said: str) -> None:
    result = run(*arguments, "--from", LAKE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"iam-stacks: {said}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file or directory"),
        (b"{", "it is not JSON: "),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"[1]", "it is nothing that describes an account"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_line_that_names_it(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "t.json"
    if content is not None:
        file.write_bytes(content)
    result = run("who-can", "s3:GetObject", "--from", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"iam-stacks: {file}: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_each_of_several_bad_files_gets_a_line(tmp_path: Path) -> None:
    result = run("actions", "U", "--from", str(tmp_path / "a"), "--from", str(tmp_path / "b"))
    assert (result.exit_code, result.stderr.count("\n"), result.stderr.count("iam-stacks: ")) == (2, 2, 2)


@pytest.mark.parametrize(
    "arguments", [["can"], ["can", "U", "s3:GetObject", "--format", "xml"], ["nope"], ["can", "-x"]]
)
def test_what_is_no_command_exits_2_and_says_how_it_is_used(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: iam-stacks" in result.stderr


def test_an_error_as_a_shell_sees_it_has_no_traceback() -> None:
    ended = process("can", "nobody", "s3:GetObject", "--from", LAKE, capture_output=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        2,
        "",
        "iam-stacks: there is no user or role 'nobody'\n",
    )


@pytest.mark.parametrize(("more", "code"), [((), 3), (TLS, 0), (("--context", "aws:SecureTransport=false"), 1)])
def test_exit_codes_reach_a_shell(more: tuple[str, ...], code: int) -> None:
    assert process("can", "JaneRoe", "s3:GetObject", OWN, "--from", LAKE, *more, capture_output=True).returncode == code


def test_cdk_out_is_read_if_nothing_else_is_named(estate: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cdk.out").symlink_to(estate)
    monkeypatch.chdir(tmp_path)
    asked = run("can", "user/JohnDoe", "s3:GetObject", "arn:aws:s3:::b/k")
    assert asked.exit_code == 3
    assert "depends on aws:MultiFactorAuthPresent" in asked.stdout
    (tmp_path / "cdk.out").unlink()
    assert run("actions", "user/JohnDoe").stderr == "iam-stacks: cdk.out: no such file or directory\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_answered_for_as_its_schema_says(path: Path) -> None:
    everybody_can(str(path))


def test_the_example_estate_is_answered_for_as_its_schema_says(estate: str) -> None:
    everybody_can(estate)
    assert answer("actions", "user/JohnDoe", "--from", estate)["services"].keys() == {
        "iam",
        "s3",
        "s3-object-lambda",
        "sts",
    }
    role = "arn:aws:iam::${AWS::AccountId}:role/GitHubReader"
    web = answer("who-can", "sts:AssumeRoleWithWebIdentity", role, "--from", estate)
    assert [each["principal"].rpartition("/")[0] for each in web["principals"]] == [
        "arn:aws:iam::${AWS::AccountId}:oidc-provider"
    ]


def everybody_can(path: str) -> None:
    """Ask all questions of an input: every answer fits its schema."""
    found = answer("who-can", "sts:GetCallerIdentity", "--from", path)
    assert found["principals"]
    assert [each["principal"] for each in found["principals"]] == sorted(
        each["principal"] for each in found["principals"]
    )
    names = [each["principal"] for each in found["principals"]]
    assert answer("actions", names[-1], "--from", path)["principal"] == names[-1]
    for name in names:
        question = (name, "s3:GetObject", SHARED, "--from", path)
        can, why = answer("can", *question), answer("why", *question)
        assert why | {"schema": can["schema"]} == can | {"statements": why["statements"]}


def test_json_goes_to_stdout_alone_and_messages_to_stderr(tmp_path: Path) -> None:
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "U", "ManagedPolicyArns": [{"Ref": "Gone"}]}}
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"Resources": {"U": user}}))
    question = ("can", "U", "s3:GetObject", "--from", str(file), "--account", "123456789012")
    text = run(*question)
    assert text.stdout == (
        "denied     arn:aws:iam::123456789012:user/U s3:GetObject *\n  no identity-based policy allows it\n"
    )
    assert "not resolved: t.json U Properties.ManagedPolicyArns[0]: " in text.stderr
    assert text.stderr.endswith("account 123456789012, given\n")
    in_json = run(*question, "--format", "json")
    assert in_json.stderr == ""
    found = json.loads(in_json.stdout)
    assert {each["path"] for each in found["unresolved"]} == {"Properties.ManagedPolicyArns[0]"}
    assert found["account"] == {"id": "123456789012", "from": "given"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", LAKE], "account ${AWS::AccountId}, not known\n"),
        (["--from", LAKE, "--account", "123456789012"], "account 123456789012, given\n"),
        (["--from", LIVE], "account 111122223333, the account's export\n"),
    ],
)
def test_the_account_that_was_taken_is_said(options: list[str], said: str) -> None:
    assert run("who-can", "s3:GetObject", *options).stderr == said


def test_inputs_are_read_together(estate: str) -> None:
    both = answer("who-can", "sts:GetCallerIdentity", "--from", LIVE, "--from", estate)
    names = {each["principal"] for each in both["principals"]}
    assert {"arn:aws:iam::111122223333:user/JohnDoe", "arn:aws:iam::111122223333:role/PartnerAudit"} <= names


@pytest.mark.parametrize("name", ["Deployer", "role/${Deployer}", DEPLOYER])
def test_a_name_that_cloudformation_will_choose_is_printed_and_accepted(name: str) -> None:
    assert answer("can", name, "s3:GetObject", SHARED, "--from", LAKE)["principal"] == DEPLOYER


def test_account_region_and_partition_fill_what_the_input_leaves_open() -> None:
    options = ("--account", "123456789012", "--region", "cn-north-1", "--partition", "aws-cn")
    key = "arn:aws-cn:kms:cn-north-1:123456789012:key/${DataKey}"
    context = ("--context", "kms:ViaService=s3.cn-north-1.amazonaws.com")
    found = answer("who-can", "kms:Decrypt", key, "--from", LAKE, *options, *context)
    assert [each["principal"] for each in found["principals"]] == ["arn:aws-cn:iam::123456789012:user/JaneRoe"]


def test_a_repeated_context_key_has_several_values(tmp_path: Path) -> None:
    condition = {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}, "Null": {"aws:TagKeys": "false"}}
    statement = {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "*", "Condition": condition}
    policy = {"PolicyName": "P", "PolicyDocument": {"Version": "2012-10-17", "Statement": statement}}
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"Resources": {"U": {"Type": "AWS::IAM::User", "Properties": {"Policies": [policy]}}}}))
    question = ("can", "U", "sqs:TagQueue", "--from", str(file))
    assert run(*question).exit_code == 3
    assert run(*question, "--no-unknown").exit_code == 1
    a, b, c = (("--context", f"aws:TagKeys={value}") for value in "abc")
    assert run(*question, *a, *b).exit_code == 0
    assert run(*question, *a, *c).exit_code == 1
    assert run(*question, *c, *a).exit_code == 1


def test_a_value_of_the_context_may_have_an_equals_sign() -> None:
    assert run("can", "JaneRoe", "s3:GetObject", OWN, "--from", LAKE, *TLS, "--context", "s3:prefix=a=b").exit_code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_that_completes(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_IAM_STACKS_COMPLETE={shell}_complete" in result.stdout
    assert ("COMP_WORDBREAKS=${COMP_WORDBREAKS//:}" in result.stdout) is (shell == "bash")


@pytest.mark.parametrize(
    ("incomplete", "completions"),
    [
        ("s3-o", ["s3-object-lambda:", "s3-outposts:"]),
        ("s3:GetBucketAc", ["s3:GetBucketAcl"]),
        ("S3:getbucketac", ["s3:GetBucketAcl"]),
        ("xyzzy", []),
    ],
)
@pytest.mark.parametrize("words", ["can user/U", "who-can", "why user/U"])
def test_actions_are_completed_after_their_service(words: str, incomplete: str, completions: list[str]) -> None:
    typed = f"iam-stacks {words} {incomplete}"
    environment = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    environment["_IAM_STACKS_COMPLETE"] = "bash_complete"
    result = CliRunner().invoke(main, [], prog_name="iam-stacks", env=environment)
    assert result.stdout.split() == [f"plain,{each}" for each in completions]


def test_the_actions_of_the_only_service_there_is_are_completed_at_once() -> None:
    environment = {"COMP_WORDS": "iam-stacks who-can dynamod", "COMP_CWORD": "2"}
    environment["_IAM_STACKS_COMPLETE"] = "bash_complete"
    result = CliRunner().invoke(main, [], prog_name="iam-stacks", env=environment)
    assert "plain,dynamodb:GetItem\n" in result.stdout


@pytest.mark.parametrize("command", ["can", "who-can", "actions", "why"])
def test_every_question_has_the_same_options(command: str) -> None:
    shown = run(command, "--help").stdout
    for option in ("--from", "--context", "--no-unknown", "--account", "--region", "--partition", "--format"):
        assert option in shown


def test_a_terminal_gets_colours() -> None:
    code, shown = on_a_terminal("can", "JaneRoe", "s3:GetObject", OWN, "--from", LAKE, *TLS)
    assert code == 0
    assert "\x1b[32mallowed   \x1b[0m arn:aws:iam::${AWS::AccountId}:user/JaneRoe s3:GetObject" in shown


def test_a_terminal_that_knows_no_accents_is_no_obstacle() -> None:
    code, shown = on_a_terminal("can", "JaneRoe", "s3:GetObject", f"{OWN}é\x1b", "--from", LAKE, encoding="ascii")
    assert code == 3
    assert "Traceback" not in shown
    assert "\\x1b" in shown


def on_a_terminal(*arguments: str, encoding: str = "utf-8") -> tuple[int, str]:
    """Run the command on a terminal; return its exit code and what the terminal shows."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONIOENCODING": encoding}
    environment.pop("NO_COLOR", None)
    ended = process(*arguments, env=environment, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return ended.returncode, shown.decode(errors="replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so that the other end is closed
        return b""


def test_a_pipe_without_accents_is_no_obstacle() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    question = ("can", "JaneRoe", "s3:GetObject", f"{OWN}é", "--from", LAKE)
    ended = process(*question, "--format", "json", capture_output=True, env=environment)
    assert json.loads(ended.stdout)["resource"] == f"{OWN}é"
    assert process(*question, capture_output=True, env=environment).returncode == 3


def test_a_reader_that_has_seen_enough_gets_no_traceback_and_no_answer_by_exit_code() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    ended = process("actions", "Deployer", "--from", LAKE, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert (ended.returncode, ended.stderr) == (2, "account ${AWS::AccountId}, not known\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        ended = process("can", "JaneRoe", "s3:GetObject", "--from", LAKE, stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 2
    assert ended.stderr.endswith("\niam-stacks: the answer cannot be written: No space left on device\n")


def test_the_actions_of_an_administrator_are_limited_by_a_boundary(tmp_path: Path) -> None:
    policies = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
    properties = {"ManagedPolicyArns": policies, "PermissionsBoundary": boundary}
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"Resources": {"U": {"Type": "AWS::IAM::User", "Properties": properties}}}))
    ended = process("actions", "U", "--from", str(file), capture_output=True)
    assert f"limited by {boundary}" in ended.stdout
