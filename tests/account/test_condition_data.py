"""Condition keys and their types."""

import pytest

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.account.condition_data import (
    ConditionKey,
    action_has_key,
    close_condition_keys,
    find_condition_key,
    is_of_provider,
    may_exist,
)
from iam_stacks.account.global_condition_keys import GLOBAL_KEYS
from iam_stacks.policy.document import Document


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("aws:SourceIp", ConditionKey("aws:SourceIp", "IPAddress", multivalued=False, is_global=True)),
        ("AWS:SOURCEIP", ConditionKey("aws:SourceIp", "IPAddress", multivalued=False, is_global=True)),
        ("aws:TagKeys", ConditionKey("aws:TagKeys", "String", multivalued=True, is_global=True)),
        (
            "lambda:SourceFunctionArn",
            ConditionKey("lambda:SourceFunctionArn", "ARN", multivalued=False, is_global=True),
        ),
        ("s3:max-keys", ConditionKey("s3:max-keys", "Numeric", multivalued=False, is_global=False)),
        (
            "lambda:SecurityGroupIds",
            ConditionKey("lambda:SecurityGroupIds", "String", multivalued=True, is_global=False),
        ),
        ("ec2:osuser", ConditionKey("ec2:osuser", "String", multivalued=False, is_global=False)),
        (
            "gitlab.com:user_login",
            ConditionKey("gitlab.com:user_login", "String", multivalued=False, is_global=False),
        ),
        (
            "cognito-identity.amazonaws.com:amr",
            ConditionKey("cognito-identity.amazonaws.com:amr", "String", multivalued=True, is_global=True),
        ),
        ("saml:AUD", ConditionKey("saml:aud", "String", multivalued=False, is_global=False)),
    ],
)
def test_a_key_is_found_whatever_its_case(name: str, found: ConditionKey) -> None:
    assert find_condition_key(name) == found


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("aws:ResourceTag/Team", "aws:ResourceTag/${TagKey}"),
        ("AWS:requesttag/a/b", "aws:RequestTag/${TagKey}"),
        ("kms:EncryptionContext:a:b", "kms:EncryptionContext:${EncryptionContextKey}"),
        ("s3:ExistingObjectTag/Team", "s3:ExistingObjectTag/<key>"),
        ("glacier:ResourceTag/Team", "glacier:ResourceTag/"),
        ("codebuild:secondarySources/x.location", "codebuild:secondarySources/${sourceIdentifier}.location"),
    ],
)
def test_a_key_with_a_place_is_found_by_what_fills_it(name: str, listed: str) -> None:
    found = find_condition_key(name)
    assert found
    assert found.name == listed


@pytest.mark.parametrize("name", ["aws:SourceAddress", "aws:ResourceTag", "s3:prefixes", "nothing:at-all", "prefix"])
def test_a_key_that_there_is_not_is_not_found(name: str) -> None:
    assert find_condition_key(name) is None
    assert not may_exist(name)


@pytest.mark.parametrize("name", ["token.example.com:sub", "oidc.example.com/id/A:aud", "accounts.google.com:custom"])
def test_claims_are_not_listed_and_may_exist(name: str) -> None:
    assert is_of_provider(name)
    assert may_exist(name)


def test_keys_of_the_policies_of_devices_may_exist() -> None:
    assert may_exist("iot:Connection.Thing.IsAttached")
    assert may_exist("iot:Certificate.Subject.CommonName")
    assert not may_exist("iot:Connections")


def test_keys_of_services_that_are_not_listed_may_exist() -> None:
    assert find_condition_key("deepracer:UserToken") is None
    assert may_exist("DeepRacer:UserToken")


def test_every_key_in_a_policy_of_aws_may_exist() -> None:
    documents = [Document.parse(aws_managed_policy(name) or "") for name in aws_managed_names()]
    keys = {clause.key for each in documents for statement in each.statements for clause in statement.conditions}
    assert len(keys) > 300
    assert sorted(key for key in keys if not may_exist(key)) == []


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("aws:SourceIPs", "aws:SourceIp"),
        ("AWS:PrincipalOrgPath", "aws:PrincipalOrgPaths"),
        ("s3:prefx", "s3:prefix"),
        ("sts:ExternalID2", "sts:ExternalId"),
    ],
)
def test_the_nearest_key_is_proposed_first(name: str, close: str) -> None:
    assert close_condition_keys(name)[0] == close


def test_nothing_is_proposed_where_nothing_is_similar() -> None:
    assert close_condition_keys("s3:qqqqqqqqqqqqqqqqqqqqq") == close_condition_keys("qq:s3") == ()


@pytest.mark.parametrize(
    ("action", "name", "has"),
    [
        ("s3:ListBucket", "S3:Prefix", True),
        ("s3:GetObject", "s3:prefix", False),
        ("iam:PassRole", "iam:PassedToService", True),
        ("s3:GetObject", "s3:ExistingObjectTag/Team", True),
        ("s3:GetObject", "aws:SourceIp", True),
        ("sts:AssumeRole", "sts:ExternalId", True),
        ("sts:AssumeRole", "saml:aud", False),
        ("sts:AssumeRoleWithSAML", "saml:aud", True),
    ],
)
def test_an_action_has_a_key_or_not(action: str, name: str, has: bool) -> None:
    key = find_condition_key(name)
    assert key
    assert action_has_key(action, key) is has


def test_global_keys_are_of_known_types() -> None:
    assert {type.removeprefix("ArrayOf") for type in GLOBAL_KEYS.values()} <= {
        *("String", "Numeric", "Date", "Bool", "ARN", "IPAddress"),
    }
