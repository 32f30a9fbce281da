import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Duration, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from iam_stacks.constructs.handler_function import PACKAGE, HandlerFunction, handlers
from iam_stacks.constructs.right import Right
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only, resources

READ = Right(sid="Read", actions=("s3:GetObject",), resources=("arn:aws:s3:::b/c",))
READ_ALL = Right(sid="ReadAll", actions=("s3:GetObject",), resources=("arn:aws:s3:::b/*",), because="all of b")


def _function(stack: Stack, **props: Any) -> HandlerFunction:
    given = {"entry": "password_policy", "purpose": "Sets it", "rights": [READ], **props}
    return HandlerFunction(stack, "Handler", **given)


def _statements(stack: Stack) -> dict[str, dict[str, Any]]:
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    return {each["Sid"]: each for policy in policies for each in policy["PolicyDocument"]["Statement"]}


def test_it_runs_one_at_a_time_on_the_newest_runtime(stack: Stack) -> None:
    handler = _function(stack, environment={"A": "b"}, timeout=Duration.minutes(5))
    function = only(stack, "AWS::Lambda::Function")
    assert function["Handler"] == "handlers.password_policy.handler"
    assert function["ReservedConcurrentExecutions"] == 1
    assert function["Environment"] == {"Variables": {"A": "b"}}
    assert function["Timeout"] == 300
    assert function["Description"] == handler.function.role.node.default_child.description == "Sets it"  # type: ignore


def test_its_log_group_is_encrypted_kept_for_a_year_and_the_only_one_that_it_writes_to(stack: Stack) -> None:
    _function(stack)
    template = Template.from_stack(stack).to_json()["Resources"]
    ((name, group),) = ((name, each) for name, each in template.items() if each["Type"] == "AWS::Logs::LogGroup")
    assert group["Properties"]["RetentionInDays"] == 365
    assert group["DeletionPolicy"] == "Delete"
    assert "CredentialsKey" in group["Properties"]["KmsKeyId"]["Fn::GetAtt"][0]
    assert only(stack, "AWS::Lambda::Function")["LoggingConfig"] == {"LogGroup": {"Ref": name}}
    written = _statements(stack)["WriteLogs"]
    assert written["Resource"] == {"Fn::GetAtt": [name, "Arn"]}
    assert written["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]


def test_what_failed_goes_to_the_topic_of_the_stack(stack: Stack) -> None:
    _function(stack)
    (topic,) = Template.from_stack(stack).find_resources("AWS::SNS::Topic")
    assert only(stack, "AWS::Lambda::Function")["DeadLetterConfig"] == {"TargetArn": {"Ref": topic}}
    assert _statements(stack)["SendFailedEvents"]["Resource"] == {"Ref": topic}
    assert set(_statements(stack)) == {"WriteLogs", "SendFailedEvents", "EncryptFailedEvents", "Read"}


def test_what_failed_goes_to_another_topic_if_one_is_given(stack: Stack) -> None:
    topic = sns.Topic(stack, "Mine", master_key=kms.Key(stack, "Key", enable_key_rotation=True), enforce_ssl=True)
    _function(stack, notices=topic)
    assert only(stack, "AWS::Lambda::Function")["DeadLetterConfig"] == {"TargetArn": stack.resolve(topic.topic_arn)}
    assert len(resources(stack, "AWS::SNS::Topic")) == 1


def test_its_rights_are_those_given_in_managed_policies(stack: Stack) -> None:
    _function(stack, rights=[READ, READ_ALL])
    assert resources(stack, "AWS::IAM::Policy") == []
    found = _statements(stack)
    assert found["Read"]["Resource"] == "arn:aws:s3:::b/c"
    assert found["ReadAll"]["Resource"] == "arn:aws:s3:::b/*"


def test_a_change_of_the_subject_replaces_the_policy(stack: Stack) -> None:
    """CloudFormation User Guide, AWS::IAM::ManagedPolicy: an update of Description requires replacement."""
    _function(stack, subject="JohnDoe")
    (policy,) = [each for each in resources(stack, "AWS::IAM::ManagedPolicy") if each["Description"]]
    assert policy["Description"] == "Sets it: JohnDoe"
    assert "ManagedPolicyName" not in policy, "two with a name cannot be there at the same time"


def test_a_custom_resource_comes_after_the_rights_and_goes_before_them(stack: Stack) -> None:
    handler = _function(stack)
    handler.custom_resource(stack, "It", type="PasswordPolicy", properties={"A": 1})
    template = Template.from_stack(stack).to_json()["Resources"]
    (it,) = [each for each in template.values() if each["Type"] == "Custom::PasswordPolicy"]
    assert it["Properties"] == {
        "ServiceToken": stack.resolve(handler.function.function_arn),
        "ServiceTimeout": "1800",
        "A": 1,
    }
    needed = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Logs::LogGroup")
    assert set(it["DependsOn"]) == {name for name, each in template.items() if each["Type"] in needed}


def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, stack: Stack) -> None:
    handler = _function(stack, rights=[READ, READ_ALL])
    assert [each.rule for each in handler.expected_findings] == ["LambdaInsideVPC", "IAM5"]
    assert handler.expected_findings[-1].because == "all of b"
    assert reported(app_of_ones_own, handler) == expected(handler)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with two handlers and much else."""
    (tmp_path / "handlers" / "__pycache__").mkdir(parents=True)
    for name in ("__init__.py", "handlers/__init__.py", "handlers/a.py", "handlers/__pycache__/a.pyc", "b.py"):
        (tmp_path / name).write_text(name)
    return tmp_path


def _hash(package: Path, stack: Stack) -> str:
    code = handlers(package)
    key = code.bind(stack).s3_location.object_key  # type: ignore[union-attr]
    shutil.rmtree(package / "none", ignore_errors=True)
    return str(re.sub(r"\.zip$", "", key))


def _in_new_app(package: Path, context: dict[str, Any]) -> str:
    return _hash(package, Stack(App(context=context), "S"))


@pytest.mark.parametrize(
    "other", ["b.py", "handlers/__pycache__/a.pyc", "handlers/notes.txt", "constructs/handlers/a.py"]
)
def test_the_code_is_not_another_if_something_else_changes(package: Path, context: dict[str, Any], other: str) -> None:
    before = _in_new_app(package, context)
    (package / other).parent.mkdir(parents=True, exist_ok=True)
    (package / other).write_text("changed")
    assert _in_new_app(package, context) == before


@pytest.mark.parametrize("module", ["a.py", "__init__.py", "new.py"])
def test_the_code_is_another_if_a_handler_changes(package: Path, context: dict[str, Any], module: str) -> None:
    before = _in_new_app(package, context)
    (package / "handlers" / module).write_text("changed")
    assert _in_new_app(package, context) != before


def test_the_code_is_the_handlers_and_nothing_else(package: Path, context: dict[str, Any]) -> None:
    app = App(context=context)
    _hash(package, Stack(app, "S"))
    (asset,) = Path(app.synth().directory).glob("asset.*")
    files = {str(file.relative_to(asset)) for file in asset.rglob("*") if file.is_file()}
    assert files == {"handlers/__init__.py", "handlers/a.py"}


def test_the_package_of_the_code_is_ours() -> None:
    assert PACKAGE.name == "iam_stacks"
