import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused


def caller(cloud, policy, name="JohnDoe", path="/dev/"):
    iam = cloud.client("iam")
    iam.create_user(UserName=name, Path=path)
    iam.put_user_policy(UserName=name, PolicyName="Test", PolicyDocument=json.dumps(policy))
    return cloud.key_of(name)("iam")


def arn(cloud, resource):
    return f"arn:aws:iam::{cloud.account}:{resource}"


def test_a_user_is_judged_with_his_path(cloud: Cloud):
    iam = caller(cloud, allow("iam:GetUser", arn(cloud, "user/dev/*")))
    cloud.client("iam").create_user(UserName="Other")
    assert iam.get_user(UserName="JohnDoe")["User"]["Path"] == "/dev/"
    with refused("AccessDenied"):
        iam.get_user(UserName="Other")


def test_a_user_who_names_nobody_is_judged_on_himself(cloud: Cloud):
    actions = ["iam:GetUser", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"]
    iam = caller(cloud, allow(actions, arn(cloud, "user/dev/JohnDoe")))
    iam.get_user()
    key = iam.list_access_keys()["AccessKeyMetadata"][0]
    iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])


def test_somebody_put_in_a_group_is_judged_on_the_group(cloud: Cloud):
    iam = caller(cloud, allow("iam:AddUserToGroup", arn(cloud, "group/dev/*")))
    for name, path in (("Inside", "/dev/"), ("Outside", "/")):
        cloud.client("iam").create_group(GroupName=name, Path=path)
    iam.add_user_to_group(GroupName="Inside", UserName="JohnDoe")
    with refused("AccessDenied"):
        iam.add_user_to_group(GroupName="Outside", UserName="JohnDoe")


@pytest.mark.parametrize(
    ("kind", "action", "parameters"),
    [
        ("user", "create_user", {"UserName": "New"}),
        ("group", "create_group", {"GroupName": "New"}),
        ("role", "create_role", {"RoleName": "New", "AssumeRolePolicyDocument": "{}"}),
        ("policy", "create_policy", {"PolicyName": "New", "PolicyDocument": json.dumps(allow("s3:*"))}),
        ("mfa", "create_virtual_mfa_device", {"VirtualMFADeviceName": "New"}),
    ],
)
def test_something_new_is_judged_with_the_path_that_it_shall_have(cloud: Cloud, kind, action, parameters):
    iam = caller(cloud, allow("iam:Create*", arn(cloud, f"{kind}/dev/*")))
    with refused("AccessDenied"):
        getattr(iam, action)(**parameters)
    getattr(iam, action)(**parameters, Path="/dev/")


def test_a_provider_is_judged_by_its_arn(cloud: Cloud):
    github = arn(cloud, "oidc-provider/token.actions.githubusercontent.com")
    iam = caller(cloud, allow(["iam:*OpenIDConnectProvider"], github))
    iam.create_open_id_connect_provider(Url="https://token.actions.githubusercontent.com", ThumbprintList=[])
    iam.get_open_id_connect_provider(OpenIDConnectProviderArn=github)
    with refused("AccessDenied"):
        iam.create_open_id_connect_provider(Url="https://example.com", ThumbprintList=[])


def test_a_list_is_judged_on_everything(cloud: Cloud):
    iam = caller(cloud, allow("iam:ListUsers", "*"))
    assert iam.list_users()["Users"]
    narrow = caller(
        cloud, document({"Effect": "Allow", "Action": "iam:ListUsers", "Resource": arn(cloud, "user/dev/*")}), "Ann"
    )
    with refused("AccessDenied"):
        narrow.list_users()
