"""What MiniStack does right already, and the project's own tests rest on: to see that a new release still does."""

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused, trust

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
