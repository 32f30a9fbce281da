import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused

TRUST = json.dumps(document())


@pytest.fixture
def boundary(cloud: Cloud) -> str:
    return policy(cloud, "Boundary")


def policy(cloud, name):
    text = json.dumps(allow("s3:*"))
    return cloud.client("iam").create_policy(PolicyName=name, PolicyDocument=text)["Policy"]["Arn"]


def caller(cloud, *statements):
    iam = cloud.client("iam")
    iam.create_user(UserName="Delegate")
    iam.put_user_policy(UserName="Delegate", PolicyName="Own", PolicyDocument=json.dumps(document(*statements)))
    return cloud.key_of("Delegate")("iam")


def allowed(actions, key, value):
    condition = {"StringEquals": {key: value}}
    return {"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}


def test_whoever_must_set_a_boundary_cannot_do_without(cloud: Cloud, boundary: str):
    other = policy(cloud, "Other")
    actions = ["iam:CreateUser", "iam:CreateRole", "iam:PutUserPermissionsBoundary"]
    iam = caller(cloud, allowed(actions, "iam:PermissionsBoundary", boundary))
    for wrong in ({}, {"PermissionsBoundary": other}):
        with refused("AccessDenied"):
            iam.create_user(UserName="New", **wrong)
        with refused("AccessDenied"):
            iam.create_role(RoleName="New", AssumeRolePolicyDocument=TRUST, **wrong)
    iam.create_user(UserName="New", PermissionsBoundary=boundary)
    iam.create_role(RoleName="New", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=boundary)
    iam.put_user_permissions_boundary(UserName="New", PermissionsBoundary=boundary)
    with refused("AccessDenied"):
        iam.put_user_permissions_boundary(UserName="New", PermissionsBoundary=other)


def test_a_policy_is_given_only_to_who_has_the_boundary(cloud: Cloud, boundary: str):
    actions = ["iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy"]
    iam = caller(cloud, allowed(actions, "iam:PermissionsBoundary", boundary))
    root = cloud.client("iam")
    root.create_user(UserName="Bounded", PermissionsBoundary=boundary)
    root.create_role(RoleName="Bounded", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=boundary)
    root.create_user(UserName="Free")
    text = json.dumps(allow("s3:*"))
    iam.put_user_policy(UserName="Bounded", PolicyName="New", PolicyDocument=text)
    iam.attach_user_policy(UserName="Bounded", PolicyArn=boundary)
    iam.put_role_policy(RoleName="Bounded", PolicyName="New", PolicyDocument=text)
    with refused("AccessDenied"):
        iam.put_user_policy(UserName="Free", PolicyName="New", PolicyDocument=text)


def test_a_boundary_that_is_guarded_is_not_deleted(cloud: Cloud, boundary: str):
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    condition = {"ArnEquals": {"iam:PermissionsBoundary": boundary}}
    deny = {"Effect": "Deny", "Action": "iam:DeleteUserPermissionsBoundary", "Resource": "*", "Condition": condition}
    iam = caller(cloud, everything, deny)
    iam.create_user(UserName="Bounded", PermissionsBoundary=boundary)
    iam.create_user(UserName="Otherwise", PermissionsBoundary=policy(cloud, "Other"))
    with refused("AccessDenied"):
        iam.delete_user_permissions_boundary(UserName="Bounded")
    iam.delete_user_permissions_boundary(UserName="Otherwise")


def test_an_action_without_the_key_is_not_allowed_by_it(cloud: Cloud, boundary: str):
    iam = caller(cloud, allowed("iam:*", "iam:PermissionsBoundary", boundary))
    cloud.client("iam").create_user(UserName="Bounded", PermissionsBoundary=boundary)
    with refused("AccessDenied"):
        iam.create_access_key(UserName="Bounded")


@pytest.mark.parametrize("entity", ["Group", "Role", "User"])
def test_only_one_policy_may_be_attached(cloud: Cloud, boundary: str, entity: str):
    other, kind = policy(cloud, "Other"), entity.lower()
    iam = caller(cloud, allowed(f"iam:Attach{entity}Policy", "iam:PolicyARN", boundary))
    trusted = {"AssumeRolePolicyDocument": TRUST} if entity == "Role" else {}
    name = {f"{entity}Name": "New"}
    getattr(cloud.client("iam"), f"create_{kind}")(**name, **trusted)
    attach = getattr(iam, f"attach_{kind}_policy")
    attach(**name, PolicyArn=boundary)
    with refused("AccessDenied"):
        attach(**name, PolicyArn=other)
