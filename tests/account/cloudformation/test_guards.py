"""The policies of resources."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.policy.symbol import show_symbols

Read = Callable[..., Account]

S3 = "arn:aws:s3:::"
HERE = "eu-central-1:123456789012"
STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}


def guards(account: Account) -> list[tuple[str, list[str]]]:
    return [
        (show_symbols(each.resource), [show_symbols(arn) for arn in each.covers]) for each in account.resource_policies
    ]


def named(arn: str, *more: str) -> tuple[str, list[str]]:
    return arn, [arn, *more]


@pytest.mark.parametrize(
    ("kind", "properties", "guarded", "found"),
    [
        ("S3::BucketPolicy", {"Bucket": {"Ref": "It"}}, "S3::Bucket", named(f"{S3}${{It}}", f"{S3}${{It}}/*")),
        ("S3::BucketPolicy", {"Bucket": "b"}, "S3::Bucket", named("arn:aws:s3:::b", "arn:aws:s3:::b/*")),
        ("SQS::QueuePolicy", {"Queues": [{"Ref": "It"}]}, "SQS::Queue", named(f"arn:aws:sqs:{HERE}:${{It}}")),
        ("SQS::QueueInlinePolicy", {"Queue": {"Ref": "It"}}, "SQS::Queue", named(f"arn:aws:sqs:{HERE}:${{It}}")),
        ("SQS::QueuePolicy", {"Queues": ["no-url"]}, "SQS::Queue", named("no-url")),
        ("SNS::TopicPolicy", {"Topics": [{"Ref": "It"}]}, "SNS::Topic", named(f"arn:aws:sns:{HERE}:${{It}}")),
        ("SNS::TopicInlinePolicy", {"TopicArn": {"Ref": "It"}}, "SNS::Topic", named(f"arn:aws:sns:{HERE}:${{It}}")),
    ],
)  # fmt: skip
def test_a_policy_guards_what_it_names(
    account_of: Read, kind: str, properties: dict[str, Any], guarded: str, found: tuple[str, list[str]]
) -> None:
    policy = {"Type": f"AWS::{kind}", "Properties": properties | {"PolicyDocument": DOCUMENT}}
    account = account_of({"P": policy, "It": {"Type": f"AWS::{guarded}"}})
    assert guards(account) == [found]
    (guard,) = account.resource_policies
    assert (guard.kind, guard.policy.name, guard.logical_id, guard.template) == (
        *(f"AWS::{kind}", "P/PolicyDocument", "P", "t.json"),
    )
    assert account.unresolved == ()


def test_a_policy_of_several_queues_guards_each(account_of: Read) -> None:
    urls = [f"https://sqs.eu-central-1.amazonaws.com/123456789012/{name}" for name in "ab"]
    policy = {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": urls, "PolicyDocument": DOCUMENT}}
    account = account_of({"P": policy})
    assert [guard.resource for guard in account.resource_policies] == [f"arn:aws:sqs:{HERE}:{name}" for name in "ab"]
    assert account.resource_policies[0].policy is account.resource_policies[1].policy


@pytest.mark.parametrize(
    ("secret", "covers"),
    [
        ({"Name": "s"}, f"arn:aws:secretsmanager:{HERE}:secret:s-??????"),
        ({}, f"arn:aws:secretsmanager:{HERE}:secret:${{It}}"),
    ],
)
def test_a_secrets_policy_covers_it_whatever_is_appended(account_of: Read, secret: dict[str, Any], covers: str) -> None:
    properties = {"SecretId": {"Ref": "It"}, "ResourcePolicy": DOCUMENT}
    policy = {"Type": "AWS::SecretsManager::ResourcePolicy", "Properties": properties}
    account = account_of({"P": policy, "It": {"Type": "AWS::SecretsManager::Secret", "Properties": secret}})
    assert guards(account)[0][1] == [covers]


def test_a_secret_that_is_named_is_covered_whatever_is_appended(account_of: Read) -> None:
    properties = {"SecretId": "s", "ResourcePolicy": DOCUMENT}
    account = account_of({"P": {"Type": "AWS::SecretsManager::ResourcePolicy", "Properties": properties}})
    assert account.resource_policies_of(f"arn:aws:secretsmanager:{HERE}:secret:s-AbCdEf")


def test_a_key_has_its_policy(account_of: Read) -> None:
    account = account_of({"K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": DOCUMENT}}})
    assert guards(account) == [named(f"arn:aws:kms:{HERE}:key/${{K}}")]
    assert account.resource_policies[0].policy.document.statements[0].actions == ("*",)


def test_a_key_without_a_policy_has_the_one_of_kms(account_of: Read) -> None:
    (statement,) = account_of({"K": {"Type": "AWS::KMS::Key"}}).resource_policies[0].policy.document.statements
    assert statement.principals
    assert statement.principals.entries == (("AWS", ("arn:aws:iam::123456789012:root",)),)
    assert statement.actions == ("kms:*",)


def test_a_malformed_policy_of_a_resource_is_reported(account_of: Read) -> None:
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": {}}}
    account = account_of({"P": policy})
    assert account.resource_policies == ()
    assert [(each.path, each.why) for each in account.unresolved] == [
        ("Properties.PolicyDocument", "the element Statement is required")
    ]


def test_a_resource_policy_that_is_not_read_is_reported(account_of: Read) -> None:
    resources = {
        "R": {"Type": "AWS::ECR::Repository", "Properties": {"RepositoryPolicyText": DOCUMENT}},
        "S": {"Type": "AWS::ECR::Repository"},
    }
    (problem,) = account_of(resources).unresolved
    assert (problem.logical_id, problem.path) == ("R", "Properties.RepositoryPolicyText")
    assert problem.why == "policies of AWS::ECR::Repository are not read"


def test_two_policies_of_one_resource_are_reported(account_of: Read) -> None:
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": DOCUMENT}}
    (problem,) = account_of({"P": policy, "Q": policy}).unresolved
    assert (problem.logical_id, problem.path) == ("Q", "")
    assert problem.why == "P in t.json is the policy of the same resource; one replaces the other"


def test_permissions_of_one_function_add_up(account_of: Read) -> None:
    properties = {"FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}
    permission = {"Type": "AWS::Lambda::Permission", "Properties": properties}
    account = account_of({"P": permission, "Q": permission})
    assert account.unresolved == ()
    assert len(account.resource_policies_of(f"arn:aws:lambda:{HERE}:function:f")) == 2
