"""What MiniStack does right already, and the project's own tests rest on: to see that a new release still does."""

import json
import time
from contextlib import nullcontext

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused, trust, web_identity_token

S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


def group_with_s3(*members):
    user = {"UserName": "JohnDoe", "Groups": [{"Ref": name} for name in members]}
    return {
        "Developers": {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [S3]}},
        "Others": {"Type": "AWS::IAM::Group"},
        "User": {"Type": "AWS::IAM::User", "Properties": user},
    }


def test_a_member_can_do_what_his_group_can_and_nothing_else(cloud: Cloud):
    cloud.create(group_with_s3("Developers"))
    own = cloud.key_of("JohnDoe")
    assert own("s3").list_buckets()["Buckets"] == []
    with refused("AccessDenied"):
        own("iam").list_users()
    with refused("AccessDeniedException"):
        own("dynamodb").list_tables()

    assert cloud.update(group_with_s3("Others")) == "UPDATE_COMPLETE"
    with refused("AccessDenied"):
        own("s3").list_buckets()


def test_a_wrong_signature_is_refused(cloud: Cloud):
    cloud.create(group_with_s3("Developers"))
    key = cloud.client("iam").create_access_key(UserName="JohnDoe")["AccessKey"]
    with refused("SignatureDoesNotMatch"):
        cloud.client.signed_by(key["AccessKeyId"], "wrong")("sts").get_caller_identity()


def test_an_inactive_key_is_refused_until_it_is_active_again(cloud: Cloud):
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    key = iam.create_access_key(UserName="JohnDoe")["AccessKey"]
    own = cloud.client.signed_by(key["AccessKeyId"], key["SecretAccessKey"])("sts")
    for status in ("Inactive", "Active"):
        iam.update_access_key(UserName="JohnDoe", AccessKeyId=key["AccessKeyId"], Status=status)
        [listed] = iam.list_access_keys(UserName="JohnDoe")["AccessKeyMetadata"]
        assert listed["Status"] == status
        with refused("InvalidClientTokenId") if status == "Inactive" else nullcontext():
            own.get_caller_identity()


def test_a_user_goes_with_all_that_the_stack_gave_him(cloud: Cloud):
    user = {
        "UserName": "JohnDoe",
        "Path": "/people/",
        "ManagedPolicyArns": [S3],
        "LoginProfile": {"Password": "example-Passw0rd", "PasswordResetRequired": True},
        "Tags": [{"Key": "team", "Value": "red"}],
    }
    cloud.create({"User": {"Type": "AWS::IAM::User", "Properties": user}})
    iam = cloud.client("iam")
    found = iam.get_user(UserName="JohnDoe")["User"]
    assert found["Arn"] == f"arn:aws:iam::{cloud.account}:user/people/JohnDoe"
    assert {"Key": "team", "Value": "red"} in found["Tags"]
    assert iam.get_login_profile(UserName="JohnDoe")["LoginProfile"]["PasswordResetRequired"] is True

    iam.create_group(GroupName="Elsewhere")
    iam.add_user_to_group(GroupName="Elsewhere", UserName="JohnDoe")
    assert cloud.delete() == "DELETE_COMPLETE"
    assert iam.get_group(GroupName="Elsewhere")["Users"] == []
    with refused("NoSuchEntity"):
        iam.get_login_profile(UserName="JohnDoe")


def test_a_user_with_a_key_from_elsewhere_is_not_deleted(cloud: Cloud):
    cloud.create({"User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}})
    cloud.client("iam").create_access_key(UserName="JohnDoe")
    assert cloud.delete() == "DELETE_FAILED"


def test_a_key_rotates_and_waits_for_its_deletion(cloud: Cloud):
    properties = {"EnableKeyRotation": True, "PendingWindowInDays": 7, "KeyPolicy": allow("kms:*", Principal="*")}
    cloud.create({"Key": {"Type": "AWS::KMS::Key", "Properties": properties}})
    kms, key = cloud.client("kms"), cloud.physical_id("Key")
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is True
    assert cloud.delete() == "DELETE_COMPLETE"
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"


def test_a_caller_needs_the_external_id(cloud: Cloud):
    statement = trust({"AWS": cloud.account})["Statement"][0]
    guarded = document({**statement, "Condition": {"StringEquals": {"sts:ExternalId": "example-id"}}})
    role = {"RoleName": "Partner", "AssumeRolePolicyDocument": guarded}
    user = {"UserName": "Partner", "Policies": [{"PolicyName": "Assume", "PolicyDocument": allow("sts:AssumeRole")}]}
    cloud.create(
        {"Role": {"Type": "AWS::IAM::Role", "Properties": role}, "User": {"Type": "AWS::IAM::User", "Properties": user}}
    )
    sts = cloud.key_of("Partner")("sts")
    call = {"RoleArn": f"arn:aws:iam::{cloud.account}:role/Partner", "RoleSessionName": "audit"}
    with refused("AccessDenied"):
        sts.assume_role(**call)
    assert sts.assume_role(**call, ExternalId="example-id")["Credentials"]


@pytest.mark.parametrize("trusted", ["lambda.amazonaws.com", "ec2.amazonaws.com"])
def test_nobody_assumes_a_services_role(cloud: Cloud, trusted: str):
    role = {"RoleName": "Service", "AssumeRolePolicyDocument": trust({"Service": trusted})}
    cloud.create({"Role": {"Type": "AWS::IAM::Role", "Properties": role}})
    cloud.create(group_with_s3(), "people")
    with refused("AccessDenied"):
        cloud.key_of("JohnDoe")("sts").assume_role(
            RoleArn=f"arn:aws:iam::{cloud.account}:role/Service", RoleSessionName="test"
        )


GITHUB = "token.actions.githubusercontent.com"


@pytest.mark.parametrize(
    ("operator", "subject"), [("StringEquals", "repo:acme/app:ref:refs/heads/main"), ("StringLike", "repo:acme/app:*")]
)
def test_a_workflow_assumes_the_role_that_names_its_subject(cloud: Cloud, operator: str, subject: str):
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{cloud.account}:oidc-provider/{GITHUB}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"},
            "StringLike": {},
        },
    }
    statement["Condition"][operator][f"{GITHUB}:sub"] = subject
    role = {"RoleName": "Deploy", "AssumeRolePolicyDocument": document(statement)}
    assert cloud.create({"Role": {"Type": "AWS::IAM::Role", "Properties": role}}) == "CREATE_COMPLETE"
    sts, own = cloud.client("sts"), {"iss": f"https://{GITHUB}", "aud": "sts.amazonaws.com"}
    call = {"RoleArn": f"arn:aws:iam::{cloud.account}:role/Deploy", "RoleSessionName": "test"}

    def assume(**claims):
        return sts.assume_role_with_web_identity(**call, WebIdentityToken=web_identity_token(**{**own, **claims}))

    assert assume(sub="repo:acme/app:ref:refs/heads/main")["Credentials"]
    for wrong in (
        {"sub": "repo:acme/app2:ref:refs/heads/main"},
        {"sub": "repo:acme/app:ref:refs/heads/main", "aud": "other"},
        {"sub": "repo:acme/app:ref:refs/heads/main", "iss": "https://gitlab.com"},
        {},
    ):
        with refused("AccessDenied"):
            assume(**wrong)


def test_somebody_with_a_boundary_can_do_what_both_allow(cloud: Cloud):
    iam = cloud.client("iam")
    text = json.dumps(allow(["s3:*", "iam:*"]))
    boundary = iam.create_policy(PolicyName="Boundary", PolicyDocument=text)["Policy"]["Arn"]
    iam.create_user(UserName="JohnDoe", PermissionsBoundary=boundary)
    own = json.dumps(allow(["s3:*", "dynamodb:*"]))
    iam.put_user_policy(UserName="JohnDoe", PolicyName="Own", PolicyDocument=own)
    clients = cloud.key_of("JohnDoe")
    clients("s3").list_buckets()
    with refused("AccessDeniedException"):
        clients("dynamodb").list_tables()
    with refused("AccessDenied"):
        clients("iam").list_users()


def test_a_boundarys_own_policy_can_be_guarded(cloud: Cloud):
    iam = cloud.client("iam")
    text = json.dumps(allow("s3:*"))
    boundary, other = (
        iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]["Arn"] for name in ("Boundary", "Other")
    )
    deny = {"Effect": "Deny", "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicy"], "Resource": boundary}
    keep = {"Effect": "Deny", "Action": "iam:DeleteUserPermissionsBoundary", "Resource": "*"}
    own = document({"Effect": "Allow", "Action": "iam:*", "Resource": "*"}, deny, keep)
    iam.create_user(UserName="Delegate")
    iam.put_user_policy(UserName="Delegate", PolicyName="Own", PolicyDocument=json.dumps(own))
    delegate = cloud.key_of("Delegate")("iam")
    delegate.create_policy_version(PolicyArn=other, PolicyDocument=text)
    for action, parameters in (
        ("create_policy_version", {"PolicyArn": boundary, "PolicyDocument": text}),
        ("delete_policy", {"PolicyArn": boundary}),
        ("delete_user_permissions_boundary", {"UserName": "Delegate"}),
    ):
        with refused("AccessDenied"):
            getattr(delegate, action)(**parameters)


def test_a_message_in_a_queue_runs_the_function(cloud: Cloud):
    code = "def handler(event, context): print('worked off', event['Records'][0]['body'])"
    role = {"AssumeRolePolicyDocument": trust({"Service": "lambda.amazonaws.com"})}
    function = {"Runtime": "python3.13", "Handler": "index.handler", "Code": {"ZipFile": code}}
    names = {"FunctionName": "Worker", "Role": {"Fn::GetAtt": ["Role", "Arn"]}}
    source = {"FunctionName": {"Ref": "Function"}, "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}}
    allowed = {"Policies": [{"PolicyName": "Own", "PolicyDocument": allow(["sqs:*", "logs:*"])}]}
    cloud.create(
        {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/Worker"}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {**role, **allowed}},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": {**function, **names}, "DependsOn": "Logs"},
            "Source": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": source},
        }
    )
    cloud.client("sqs").send_message(QueueUrl=cloud.physical_id("Queue"), MessageBody="hello")
    deadline = time.monotonic() + 20
    while "worked off hello" not in messages(cloud):  # a line that the code prints: START is there even if it failed
        assert time.monotonic() < deadline
        time.sleep(0.2)


def messages(cloud):
    events = cloud.client("logs").filter_log_events(logGroupName="/aws/lambda/Worker")["events"]
    return "\n".join(event["message"] for event in events)


def visitor(account: str) -> Cloud:
    """Return an account with a user who may assume any role."""
    other = Cloud(account)
    other.client("iam").create_user(UserName="Visitor")
    own = json.dumps(allow(["sts:AssumeRole", "sts:TagSession"]))
    other.client("iam").put_user_policy(UserName="Visitor", PolicyName="Own", PolicyDocument=own)
    return other


def open_to(cloud, principal, **condition):
    """Make a role that trusts the principal; return what to call sts:AssumeRole with."""
    statement = {**trust({"AWS": principal})["Statement"][0], "Condition": {"StringEquals": condition}}
    statement["Action"] = ["sts:AssumeRole", "sts:TagSession"]
    text = json.dumps(document(statement))
    role = cloud.client("iam").create_role(RoleName="Partner", AssumeRolePolicyDocument=text)["Role"]
    return {"RoleArn": role["Arn"], "RoleSessionName": "test"}


def test_a_trusted_account_needs_the_external_id_and_its_users_a_policy(cloud: Cloud):
    partner = visitor(cloud.account[::-1])
    call = open_to(cloud, partner.account, **{"sts:ExternalId": "example-id"})
    sts = partner.key_of("Visitor")("sts")
    with refused("AccessDenied"):
        sts.assume_role(**call)
    assert sts.assume_role(**call, ExternalId="example-id")["Credentials"]
    partner.client("iam").create_user(UserName="Nobody")
    with refused("AccessDenied"):
        partner.key_of("Nobody")("sts").assume_role(**call, ExternalId="example-id")


def test_a_session_tag_is_compared(cloud: Cloud):
    partner = visitor(cloud.account[::-1])
    call = open_to(cloud, partner.account, **{"aws:RequestTag/team": "red"})
    sts = partner.key_of("Visitor")("sts")
    assert sts.assume_role(**call, Tags=[{"Key": "team", "Value": "red"}])["Credentials"]
    with refused("AccessDenied"):
        sts.assume_role(**call, Tags=[{"Key": "team", "Value": "blue"}])


def test_every_account_is_an_organization_of_its_own(cloud: Cloud):
    member = visitor(cloud.account[::-1])
    organization = member.client("organizations").describe_organization()["Organization"]["Id"]
    call = open_to(cloud, "*", **{"aws:PrincipalOrgID": organization})
    assert member.key_of("Visitor")("sts").assume_role(**call)["Credentials"]
    cloud.client("iam").create_user(UserName="Visitor")
    own = json.dumps(allow("sts:AssumeRole"))
    cloud.client("iam").put_user_policy(UserName="Visitor", PolicyName="Own", PolicyDocument=own)
    with refused("AccessDenied"):
        cloud.key_of("Visitor")("sts").assume_role(**call)
