import json
from typing import Any

import pytest
from aws_cdk import App, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from iam_stacks import IamGroup, IamUser, PolicyError
from iam_stacks.constructs.access_key_rotation import AccessKeyRotation
from iam_stacks.constructs.access_key_secret import AccessKeySecret
from iam_stacks.constructs.console_password import PASSWORD_LENGTH
from iam_stacks.constructs.console_users import ConsoleUsers
from iam_stacks.constructs.mfa_policy import MfaPolicy
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.policy.tags import EXEMPT_TAG
from tests.constructs.findings import expected, reported
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


def test_an_access_key_is_made_by_a_function_and_rotates(stack: Stack) -> None:
    user = IamUser(
        stack,
        "JohnDoe",
        user_name="JohnDoe",
        programmatic_access=True,
        rotate_every=Duration.days(30),
        grace=Duration.hours(1),
        delete_after=Duration.days(2),
    )
    assert isinstance(user.access_key, AccessKeyRotation)
    secret = only(stack, "AWS::SecretsManager::Secret")
    assert secret["Name"] == "iam/JohnDoe/access-key"
    assert not {"SecretString", "GenerateSecretString"} & secret.keys()
    assert resources(stack, "AWS::IAM::AccessKey") == []
    assert only(stack, "Custom::RotatedAccessKey")["UserName"] == stack.resolve(user.user_name)
    assert only(stack, "AWS::SecretsManager::RotationSchedule")["RotationRules"] == {"AutomaticallyAfterDays": 30}
    variables = only(stack, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert (variables["GRACE_SECONDS"], variables["DELETE_AFTER_SECONDS"]) == ("3600", "172800")


def test_the_access_key_of_an_exempt_user_goes_straight_into_an_encrypted_secret(stack: Stack) -> None:
    user = IamUser(
        stack, "JohnDoe", user_name="JohnDoe", programmatic_access=True, rotation_exemption="burnt into a device"
    )
    assert isinstance(user.access_key, AccessKeySecret)
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


def test_an_exempt_user_has_a_tag_and_its_findings_the_reason(stack: Stack) -> None:
    user = IamUser(stack, "J", programmatic_access=True, rotation_exemption="burnt into a device")
    assert only(stack, "AWS::IAM::User")["Tags"] == [{"Key": EXEMPT_TAG, "Value": "true"}]
    assert "Tags" not in only(stack, "AWS::SecretsManager::Secret")
    assert {each.because for each in user.expected_findings} == {"burnt into a device"}


def test_a_user_whose_key_rotates_has_no_tag(stack: Stack) -> None:
    IamUser(stack, "J", programmatic_access=True)
    assert "Tags" not in only(stack, "AWS::IAM::User")


def test_rotation_on_or_off_the_secret_is_the_same_and_nothing_else_takes_its_place(context: dict[str, Any]) -> None:
    def template(exemption: str | None) -> dict[str, Any]:
        stack = Stack(App(context=context), "S")
        IamUser(stack, "J", programmatic_access=True, rotation_exemption=exemption)
        return {name: each["Type"] for name, each in Template.from_stack(stack).to_json()["Resources"].items()}

    on, off = template(None), template("burnt into a device")
    assert {on[name] for name in on.keys() & off.keys()} == {
        "AWS::IAM::User",
        "AWS::KMS::Key",
        "AWS::SecretsManager::Secret",
    }
    assert all(on[name] == off[name] for name in on.keys() & off.keys())


def test_the_secret_access_key_is_nowhere_but_in_the_secret(stack: Stack) -> None:
    IamUser(stack, "JohnDoe", programmatic_access=True, rotation_exemption="burnt into a device")
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


def test_a_user_can_have_both_kinds_of_access_for_a_reason(stack: Stack) -> None:
    IamUser(
        stack, "Both", user_name="Both", console_access=True, programmatic_access=True, console_user_with_key="a demo"
    )
    assert [secret["Name"] for secret in resources(stack, "AWS::SecretsManager::Secret")] == [
        "iam/Both/access-key",
        "iam/Both/console-password",
    ]
    (resource,) = Template.from_stack(stack).find_resources("AWS::IAM::User").values()
    assert resource["Metadata"]["ConsoleUserWithKey"] == "a demo"
    assert len(resources(stack, "AWS::KMS::Key")) == 1


@pytest.mark.parametrize("reason", [None, "", " "])
def test_a_console_user_has_no_access_key_from_the_start_unless_a_reason_is_given(
    stack: Stack, reason: str | None
) -> None:
    with pytest.raises(
        PolicyError, match=r"a console user has no access key from the start \(CIS .* 1.11\); use a role"
    ):
        IamUser(stack, "U", console_access=True, programmatic_access=True, console_user_with_key=reason)


@pytest.mark.parametrize("access", [{"console_access": True}, {"programmatic_access": True}, {}])
def test_a_reason_for_both_kinds_of_access_goes_with_both(stack: Stack, access: dict[str, bool]) -> None:
    with pytest.raises(PolicyError, match="console_user_with_key goes with console_access and programmatic_access"):
        IamUser(stack, "U", console_user_with_key="a demo", **access)


@pytest.mark.parametrize("reason", ["", " "])
def test_an_exemption_from_rotation_needs_a_reason(stack: Stack, reason: str) -> None:
    with pytest.raises(PolicyError, match="rotation_exemption needs a reason; say why the access key is not rotated"):
        IamUser(stack, "U", programmatic_access=True, rotation_exemption=reason)


def test_an_exemption_from_rotation_goes_with_an_access_key(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="rotation_exemption goes with programmatic_access"):
        IamUser(stack, "U", rotation_exemption="burnt into a device")


@pytest.mark.parametrize("period", ["rotate_every", "grace", "delete_after"])
@pytest.mark.parametrize("without", [{}, {"programmatic_access": True, "rotation_exemption": "burnt into a device"}])
def test_the_periods_of_a_rotation_go_with_a_rotation(stack: Stack, period: str, without: dict[str, Any]) -> None:
    message = f"{period} goes with programmatic_access, and without rotation_exemption"
    with pytest.raises(PolicyError, match=message):
        IamUser(stack, "U", **without, **{period: Duration.days(1)})  # type: ignore[arg-type]


def test_the_password_policy_is_there_before_a_password_which_obeys_it(stack: Stack) -> None:
    policy = PasswordPolicy(stack, "P", minimum_length=64)
    IamUser(stack, "JaneRoe", console_access=True, password_policy=policy)
    template = Template.from_stack(stack)
    (setting,) = template.find_resources("Custom::PasswordPolicy")
    (user,) = template.find_resources("AWS::IAM::User").values()
    assert user["DependsOn"] == [setting]
    assert only(stack, "AWS::SecretsManager::Secret")["GenerateSecretString"]["PasswordLength"] == 64


def test_where_all_users_may_change_their_password_no_group_says_so(stack: Stack) -> None:
    policy = PasswordPolicy(stack, "P")
    groups = [IamGroup(stack, f"G{number}") for number in range(10)]
    IamUser(stack, "JaneRoe", groups=groups, console_access=True, password_policy=policy)
    assert len(resources(stack, "AWS::IAM::Group")) == 10
    assert "iam:ChangePassword" not in json.dumps(Template.from_stack(stack).to_json())


def test_where_users_may_not_change_their_password_the_group_says_so(stack: Stack) -> None:
    policy = PasswordPolicy(stack, "P", allow_users_to_change_password=False)
    user = IamUser(stack, "JaneRoe", console_access=True, password_policy=policy)
    group = {"Ref": stack.get_logical_id(ConsoleUsers.of(stack).node.default_child)}
    assert only(stack, "AWS::IAM::User")["Groups"] == [group]
    assert "Resource::*" in {finding.finding for finding in user.expected_findings}


def test_a_user_without_a_password_does_not_wait_for_the_password_policy(stack: Stack) -> None:
    IamUser(stack, "JohnDoe", programmatic_access=True, password_policy=PasswordPolicy(stack, "P"))
    (user,) = Template.from_stack(stack).find_resources("AWS::IAM::User").values()
    assert "DependsOn" not in user


def test_a_user_can_be_destroyed_by_force(stack: Stack) -> None:
    user = IamUser(stack, "JohnDoe", force_destroy=True)
    assert only(stack, "Custom::ForceDestroyUser")["UserName"] == stack.resolve(user.user_name)


def test_notices_of_a_user_go_to_another_topic_if_one_is_given(stack: Stack) -> None:
    topic = sns.Topic(stack, "Mine")
    IamUser(stack, "JohnDoe", programmatic_access=True, force_destroy=True, notices=topic)
    functions = resources(stack, "AWS::Lambda::Function")
    targets = [function["DeadLetterConfig"]["TargetArn"] for function in functions]
    assert targets == [stack.resolve(topic.topic_arn)] * 2


def test_one_rotated_key_encrypts_all_secrets_of_a_stack(stack: Stack) -> None:
    for name in ("A", "B"):
        IamUser(stack, name, programmatic_access=True)
    key = only(stack, "AWS::KMS::Key")
    assert key["EnableKeyRotation"] is True
    assert len({json.dumps(secret["KmsKeyId"]) for secret in resources(stack, "AWS::SecretsManager::Secret")}) == 1


@pytest.mark.parametrize("exemption", [None, "burnt into a device"])
def test_a_key_of_ones_own_can_be_given(stack: Stack, exemption: str | None) -> None:
    key = kms.Key(stack, "Mine", enable_key_rotation=True)
    IamUser(stack, "A", programmatic_access=True, rotation_exemption=exemption, encryption_key=key)
    IamUser(stack, "B", console_access=True, encryption_key=key)
    arns = {json.dumps(secret["KmsKeyId"]) for secret in resources(stack, "AWS::SecretsManager::Secret")}
    assert arns == {json.dumps(stack.resolve(key.key_arn))}


def test_without_a_name_of_the_user_the_secrets_have_none_either(stack: Stack) -> None:
    IamUser(stack, "A", programmatic_access=True)
    IamUser(stack, "B", console_access=True)
    IamUser(stack, "C", programmatic_access=True, rotation_exemption="burnt into a device")
    assert len(resources(stack, "AWS::SecretsManager::Secret")) == 3
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


def test_a_group_that_would_lock_a_console_user_out_is_refused_at_once(stack: Stack) -> None:
    strict = IamGroup(stack, "Strict", policies=[MfaPolicy(stack, "Mfa", first_login="strict")])
    IamUser(stack, "JohnDoe", groups=[strict], programmatic_access=True)
    with pytest.raises(PolicyError, match="that user would never get in"):
        IamUser(stack, "JaneRoe", groups=[strict], console_access=True)


def test_a_group_is_refused_that_a_user_is_added_to_later(stack: Stack) -> None:
    strict = IamGroup(stack, "Strict", policies=[MfaPolicy(stack, "Mfa", first_login="strict")])
    user = IamUser(stack, "JaneRoe", console_access=True)
    with pytest.raises(PolicyError, match="that user would never get in"):
        user.add_to_group(strict)
    with pytest.raises(RuntimeError, match="that user would never get in"):
        strict.add_user(user)


def test_a_group_that_would_lock_out_a_user_on_its_path_is_refused_at_once(stack: Stack) -> None:
    group = IamGroup(stack, "G", policies=[MfaPolicy(stack, "Mfa", user_paths=["/people/"])])
    IamUser(stack, "JaneRoe", path="/people/", groups=[group])
    with pytest.raises(PolicyError, match="is for users of /people/, so one of / could never set up MFA"):
        IamUser(stack, "JohnDoe", groups=[group])


def test_a_group_of_cdk_can_be_given(stack: Stack) -> None:
    group = iam.Group(stack, "G")
    IamUser(stack, "JaneRoe", groups=[group])
    assert only(stack, "AWS::IAM::User")["Groups"] == [stack.resolve(group.group_name)]


@pytest.mark.parametrize(
    "credentials",
    [
        {"programmatic_access": True},
        {"programmatic_access": True, "rotation_exemption": "burnt into a device"},
        {"console_access": True},
        {"console_access": True, "programmatic_access": True, "console_user_with_key": "a demo"},
        {"force_destroy": True},
    ],
)
def test_a_user_says_exactly_which_findings_its_credentials_cause(
    app_of_ones_own: App, stack: Stack, credentials: dict[str, Any]
) -> None:
    user = IamUser(stack, "JohnDoe", groups=[IamGroup(stack, "G")], **credentials)
    assert reported(app_of_ones_own, user) == expected(user)
    assert user.expected_findings


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
