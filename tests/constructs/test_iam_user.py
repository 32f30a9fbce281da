import json
from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Template

from iam_stacks import IamGroup, IamUser, PolicyError
from iam_stacks.constructs.console_password import PASSWORD_LENGTH
from iam_stacks.constructs.console_users import ConsoleUsers
from tests.constructs.synthesis import ACCOUNT, arn, only, resources


def test_a_user_without_credentials_is_a_user_and_nothing_else(stack: Stack) -> None:
    group = IamGroup(stack, "Developers")
    IamUser(stack, "RichardRoe", user_name="RichardRoe", path="/people/", groups=[group])
    assert only(stack, "AWS::IAM::User") == {
        "UserName": "RichardRoe", "Path": "/people/", "Groups": [stack.resolve(group.group_name)],
    }  # fmt: skip
    types = {resource["Type"] for resource in Template.from_stack(stack).to_json()["Resources"].values()}
    assert types == {"AWS::IAM::User", "AWS::IAM::Group"}


def test_policies_can_be_attached_to_a_user_directly(stack: Stack) -> None:
    policy = iam.ManagedPolicy(
        stack, "Read", statements=[iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"])]
    )
    IamUser(stack, "JohnDoe", policies=[policy], managed_policies=["AmazonS3FullAccess"])
    assert only(stack, "AWS::IAM::User")["ManagedPolicyArns"] == [
        stack.resolve(policy.managed_policy_arn),
        arn(":iam::aws:policy/AmazonS3FullAccess"),
    ]


def test_an_access_key_goes_straight_into_an_encrypted_secret(stack: Stack) -> None:
    user = IamUser(stack, "JohnDoe", user_name="JohnDoe", programmatic_access=True)
    assert user.access_key is not None
    name = stack.resolve(user.user_name)
    key = stack.resolve(user.access_key.access_key.access_key_id)
    assert only(stack, "AWS::IAM::AccessKey") == {"UserName": name}
    secret = only(stack, "AWS::SecretsManager::Secret")
    value = {"Fn::GetAtt": [key["Ref"], "SecretAccessKey"]}
    assert secret["SecretString"] == {
        "Fn::Join": ["", ['{"UserName":"', name, '","AccessKeyId":"', key, '","SecretAccessKey":"', value, '"}']]
    }
    assert secret["Name"] == "iam/JohnDoe/access-key"
    (key_id,) = Template.from_stack(stack).find_resources("AWS::KMS::Key")
    assert secret["KmsKeyId"] == {"Fn::GetAtt": [key_id, "Arn"]}


def test_the_secret_access_key_is_nowhere_but_in_the_secret(stack: Stack) -> None:
    IamUser(stack, "JohnDoe", programmatic_access=True)
    template = Template.from_stack(stack).to_json()
    assert json.dumps(template).count('"SecretAccessKey"]') == 1
    assert "Outputs" not in template


def test_a_console_user_must_change_a_generated_password_at_the_first_sign_in(stack: Stack) -> None:
    user = IamUser(stack, "JaneRoe", user_name="JaneRoe", console_access=True)
    assert user.console_password is not None
    secret_id = stack.get_logical_id(user.console_password.secret.node.default_child)
    assert only(stack, "AWS::IAM::User")["LoginProfile"] == {
        "Password": {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": secret_id}, ":SecretString:Password::}}"]]},
        "PasswordResetRequired": True,
    }
    secret = only(stack, "AWS::SecretsManager::Secret")
    assert secret["GenerateSecretString"]["PasswordLength"] == PASSWORD_LENGTH
    assert secret["GenerateSecretString"]["RequireEachIncludedType"] is True
    assert json.loads(secret["GenerateSecretString"]["SecretStringTemplate"]) == {"UserName": "JaneRoe"}
    assert "SecretString" not in secret


def test_the_password_has_only_symbols_that_a_password_policy_counts(stack: Stack) -> None:
    IamUser(stack, "JaneRoe", console_access=True)
    excluded = only(stack, "AWS::SecretsManager::Secret")["GenerateSecretString"]["ExcludeCharacters"]
    # Secrets Manager API Reference, GetRandomPassword: the punctuation that a password may have
    generated = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") - set(excluded)
    # IAM User Guide, "Set an account password policy for IAM users": what counts as non-alphanumeric
    assert generated
    assert generated <= set("!@#$%^&*()_+-=[]{}|'")


def test_a_console_user_may_change_their_own_password_and_no_one_elses(stack: Stack) -> None:
    IamUser(stack, "JaneRoe", path="/people/", console_access=True)
    IamUser(stack, "MaryMajor", console_access=True)
    IamUser(stack, "JohnStiles", console_access=True)
    policy = only(stack, "AWS::IAM::ManagedPolicy")
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Sid": "ReadPasswordPolicy", "Effect": "Allow", "Action": "iam:GetAccountPasswordPolicy", "Resource": "*",
        },
        {
            "Effect": "Allow",
            "Action": "iam:ChangePassword",
            "Resource": [
                arn(":iam::", ACCOUNT, ":user/${aws:username}"),
                arn(":iam::", ACCOUNT, ":user/people/${aws:username}"),
            ],
        },
    ]  # fmt: skip
    group = {"Ref": stack.get_logical_id(ConsoleUsers.of(stack).node.default_child)}
    assert policy["Groups"] == [group]
    assert all(user["Groups"] == [group] for user in resources(stack, "AWS::IAM::User"))


def test_a_user_can_have_both_kinds_of_access(stack: Stack) -> None:
    user = IamUser(stack, "Both", user_name="Both", console_access=True, programmatic_access=True)
    assert [secret["Name"] for secret in resources(stack, "AWS::SecretsManager::Secret")] == [
        "iam/Both/access-key",
        "iam/Both/console-password",
    ]
    assert len(user.expected_findings) == 5
    assert len(resources(stack, "AWS::KMS::Key")) == 1


def test_one_rotated_key_encrypts_all_secrets_of_a_stack(stack: Stack) -> None:
    for name in ("A", "B"):
        IamUser(stack, name, programmatic_access=True)
    key = only(stack, "AWS::KMS::Key")
    assert key["EnableKeyRotation"] is True


def test_a_key_of_ones_own_can_be_given(stack: Stack) -> None:
    key = kms.Key(stack, "Mine", enable_key_rotation=True)
    IamUser(stack, "A", programmatic_access=True, console_access=True, encryption_key=key)
    arns = {json.dumps(secret["KmsKeyId"]) for secret in resources(stack, "AWS::SecretsManager::Secret")}
    assert arns == {json.dumps(stack.resolve(key.key_arn))}
    assert len(resources(stack, "AWS::KMS::Key")) == 1


def test_without_a_name_of_the_user_the_secrets_have_none_either(stack: Stack) -> None:
    IamUser(stack, "A", programmatic_access=True, console_access=True)
    assert all("Name" not in secret for secret in resources(stack, "AWS::SecretsManager::Secret"))


def test_a_permissions_boundary_can_be_set(stack: Stack) -> None:
    boundary = iam.ManagedPolicy.from_aws_managed_policy_name("PowerUserAccess")
    IamUser(stack, "A", permissions_boundary=boundary)
    assert only(stack, "AWS::IAM::User")["PermissionsBoundary"] == arn(":iam::aws:policy/PowerUserAccess")


def test_what_others_grant_to_a_user_lands_in_a_managed_policy(stack: Stack) -> None:
    user = IamUser(stack, "A")
    s3.Bucket(stack, "B").grant_read(user)
    assert resources(stack, "AWS::IAM::Policy") == []
    assert only(stack, "AWS::IAM::ManagedPolicy")["Users"] == [stack.resolve(user.user_name)]


def test_a_user_without_credentials_expects_no_finding(stack: Stack) -> None:
    assert IamUser(stack, "A").expected_findings == ()


@pytest.mark.parametrize("wrong", [{"user_name": "a b/c"}, {"path": "people"}])
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match="is not allowed; give 1 to"):
        IamUser(stack, "U", **wrong)


def test_a_name_that_a_secret_cannot_have_names_no_secret(stack: Stack) -> None:
    """A user's name may have a comma, a secret's may not."""
    IamUser(stack, "U", user_name="a,b", programmatic_access=True)
    assert "Name" not in only(stack, "AWS::SecretsManager::Secret")


@pytest.mark.parametrize("path", ["/*/", "/a?/", "/${aws:username}/"])
def test_the_path_of_a_console_user_must_not_be_a_pattern(stack: Stack, path: str) -> None:
    with pytest.raises(PolicyError, match="is not allowed with console access"):
        IamUser(stack, "U", path=path, console_access=True)


def test_a_user_must_not_be_in_more_than_ten_groups_with_the_one_of_console_access(stack: Stack) -> None:
    groups = [IamGroup(stack, f"G{number}") for number in range(10)]
    IamUser(stack, "U", groups=groups)
    with pytest.raises(PolicyError, match="a user can be in 10 groups"):
        IamUser(stack, "V", groups=groups, console_access=True)


def test_a_user_must_not_have_more_policies_than_the_account_allows(stack: Stack) -> None:
    names = [f"Policy{number}" for number in range(20)]
    IamUser(stack, "U", managed_policies=names[:10])
    with pytest.raises(PolicyError, match="Foreign/V would have 11 managed policies, and a user can have 10; put"):
        IamUser(stack, "V", managed_policies=names[:11])
    user = IamUser(stack, "W", managed_policies=names, managed_policies_quota=20)
    with pytest.raises(RuntimeError, match="Foreign/W would have 21 managed policies, and a user can have 20"):
        s3.Bucket(stack, "B").grant_read(user)
    with pytest.raises(PolicyError, match="managed_policies_quota 21 is not allowed; give 1 to 20"):
        IamUser(stack, "X", managed_policies_quota=21)
