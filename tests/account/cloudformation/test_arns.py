"""The ARNs of resources, and what refers to them."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.cloudformation.arns import KINDS
from iam_stacks.policy.symbol import read_symbols
from iam_stacks.policy.wildcard import arn_matcher, pattern_of

Resolve = Callable[..., tuple[Any, list[str]]]

HERE = "eu-central-1:123456789012"
IAM = "arn:aws:iam::123456789012:"
FUNCTION = f"arn:aws:lambda:{HERE}:function:f"
QUEUES = "https://sqs.eu-central-1.amazonaws.com/123456789012/"
SECRET = f"arn:aws:secretsmanager:{HERE}:secret:${{It}}"
PROVIDER = f"{IAM}oidc-provider/a.b/c"
STREAM = f"arn:aws:dynamodb:{HERE}:table/t/stream/${{It.stream}}"
RUNS = f"arn:aws:apprunner:{HERE}:service/s/${{It}}"
TASK = f"arn:aws:ecs:{HERE}:task-definition/f:${{It.revision}}"
NOTEBOOK = f"arn:aws:sagemaker:{HERE}:notebook-instance/n"
PROFILE = f"arn:aws:sagemaker:{HERE}:user-profile/d/u"
SCHEDULE = f"arn:aws:scheduler:{HERE}:schedule"
LAYER = f"arn:aws:lambda:{HERE}:layer:${{It}}:${{It.version}}"


def refer(resolve: Resolve, kind: str, properties: dict[str, Any], attribute: str = "") -> Any:
    value = {"Fn::GetAtt": ["It", attribute]} if attribute else {"Ref": "It"}
    found, problems = resolve(value, Resources={"It": {"Type": kind, "Properties": properties}})
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("kind", "properties", "ref", "attribute", "value"),
    [
        ("AWS::IAM::User", {"UserName": "J", "Path": "/p/"}, "J", "Arn", f"{IAM}user/p/J"),
        ("AWS::IAM::Group", {}, "${It}", "Arn", f"{IAM}group/${{It}}"),
        ("AWS::IAM::Role", {"RoleName": "R"}, "R", "Arn", f"{IAM}role/R"),
        ("AWS::IAM::ManagedPolicy", {}, f"{IAM}policy/${{It}}", "PolicyArn", f"{IAM}policy/${{It}}"),
        ("AWS::IAM::OIDCProvider", {"Url": "https://a.b/c"}, PROVIDER, "Arn", PROVIDER),
        ("AWS::IAM::SAMLProvider", {"Name": "S"}, f"{IAM}saml-provider/S", "Arn", f"{IAM}saml-provider/S"),
        ("AWS::IAM::ServiceLinkedRole", {"AWSServiceName": "x.amazonaws.com"}, "${It}", "RoleName", "${It}"),
        ("AWS::S3::Bucket", {"BucketName": "b"}, "b", "Arn", "arn:aws:s3:::b"),
        ("AWS::S3::Bucket", {"BucketName": {"Ref": "AWS::NoValue"}}, "${It}", "Arn", "arn:aws:s3:::${It}"),
        ("AWS::SQS::Queue", {}, QUEUES + "${It}", "Arn", f"arn:aws:sqs:{HERE}:${{It}}"),
        ("AWS::SQS::Queue", {"QueueName": "q"}, QUEUES + "q", "QueueName", "q"),
        ("AWS::SNS::Topic", {"TopicName": "t"}, f"arn:aws:sns:{HERE}:t", "TopicName", "t"),
        ("AWS::KMS::Key", {}, "${It}", "Arn", f"arn:aws:kms:{HERE}:key/${{It}}"),
        ("AWS::KMS::Alias", {"AliasName": "alias/a"}, "alias/a", "Arn", f"arn:aws:kms:{HERE}:alias/a"),
        ("AWS::Lambda::Function", {"FunctionName": "f"}, "f", "Arn", FUNCTION),
        ("AWS::Lambda::Alias", {"FunctionName": "f", "Name": "a"}, f"{FUNCTION}:a", "AliasArn", f"{FUNCTION}:a"),
        ("AWS::Lambda::Version", {"FunctionName": "f"}, f"{FUNCTION}:${{It}}", "Version", "${It}"),
        ("AWS::Lambda::LayerVersion", {}, LAYER, "Other", "${It.Other}"),
        ("AWS::SecretsManager::Secret", {}, SECRET, "Id", SECRET),
        ("AWS::DynamoDB::Table", {"TableName": "t"}, "t", "StreamArn", STREAM),
        ("AWS::Logs::LogGroup", {"LogGroupName": "/a"}, "/a", "Arn", f"arn:aws:logs:{HERE}:log-group:/a:*"),
        ("AWS::SSM::Parameter", {"Name": "/a/b"}, "/a/b", "Arn", f"arn:aws:ssm:{HERE}:parameter/a/b"),
        ("AWS::CodeCommit::Repository", {"RepositoryName": "r"}, "${It}", "Arn", f"arn:aws:codecommit:{HERE}:r"),
        ("AWS::AppRunner::Service", {"ServiceName": "s"}, RUNS, "ServiceId", "${It}"),
        ("AWS::EC2::LaunchTemplate", {"LaunchTemplateName": "l"}, "${It}", "LaunchTemplateId", "${It}"),
        ("AWS::ECS::TaskDefinition", {"Family": "f"}, TASK, "TaskDefinitionArn", TASK),
        ("AWS::SageMaker::NotebookInstance", {"NotebookInstanceName": "n"}, NOTEBOOK, "NotebookInstanceName", "n"),
        ("AWS::SageMaker::UserProfile", {"DomainId": "d", "UserProfileName": "u"}, "${It}", "UserProfileArn", PROFILE),
        ("AWS::Scheduler::Schedule", {"Name": "s"}, "s", "Arn", f"{SCHEDULE}/default/s"),
        ("AWS::Scheduler::Schedule", {"GroupName": "g"}, "${It}", "Arn", f"{SCHEDULE}/g/${{It}}"),
        ("Custom::Thing", {}, "${It}", "Arn", "${It.Arn}"),
    ],
)  # fmt: skip
def test_references_give_what_cloudformation_documents(
    resolve: Resolve, kind: str, properties: dict[str, Any], ref: str, attribute: str, value: str
) -> None:
    assert refer(resolve, kind, properties) == ref
    assert refer(resolve, kind, properties, attribute) == value


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_of_the_table_has_an_arn_and_a_reference(resolve: Resolve, kind: str) -> None:
    properties = {"FunctionName": "f"} if kind.startswith("AWS::Lambda::") else {}
    assert refer(resolve, kind, properties)
    assert all(refer(resolve, kind, properties, attribute) for attribute in KINDS[kind].attributes)


def test_a_functions_arn_is_what_stands_before_its_version(resolve: Resolve) -> None:
    arn = "arn:aws:lambda:eu-west-1:999999999999:function:f"
    assert refer(resolve, "AWS::Lambda::Version", {"FunctionName": arn}) == f"{arn}:${{It}}"
    partial = "999999999999:function:f"
    assert refer(resolve, "AWS::Lambda::Version", {"FunctionName": partial}).startswith(
        "arn:aws:lambda:eu-central-1:999999999999:function:f:"
    )


def test_what_is_attached_to_a_secret_is_referred_to_as_the_secret(resolve: Resolve) -> None:
    attachment = {"Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {"SecretId": {"Ref": "It"}}}
    resources = {"It": {"Type": "AWS::SecretsManager::Secret"}, "A": attachment}
    assert resolve({"Ref": "A"}, Resources=resources) == (SECRET, [])
    attachment["Properties"] = {"SecretId": "name"}
    assert resolve({"Ref": "A"}, Resources=resources) == ("${A}", [])


def test_a_named_secret_has_six_more_characters(resolve: Resolve) -> None:
    arn = read_symbols(refer(resolve, "AWS::SecretsManager::Secret", {"Name": "s"}))
    assert arn_matcher(pattern_of(f"arn:aws:secretsmanager:{HERE}:secret:s-??????"))(arn)
    assert not arn_matcher(pattern_of(f"arn:aws:secretsmanager:{HERE}:secret:s-?????"))(arn)
