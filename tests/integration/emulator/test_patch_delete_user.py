import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.emulator.smoke import Cloud, allow, refused
from tests.integration.emulator.test_patch_mfa_sessions import device

S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
USER = {"User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}}


def a_group(iam):
    iam.create_group(GroupName="Readers")
    iam.add_user_to_group(GroupName="Readers", UserName="JohnDoe")


OF_HIS_OWN: dict[str, Callable[[Any], Any]] = {
    "login profile": lambda iam: iam.create_login_profile(UserName="JohnDoe", Password="example-Passw0rd"),
    "access keys": lambda iam: iam.create_access_key(UserName="JohnDoe"),
    "MFA device": lambda iam: device(iam, "JohnDoe"),
    "delete policies": lambda iam: iam.put_user_policy(
        UserName="JohnDoe", PolicyName="Own", PolicyDocument=json.dumps(allow("s3:*"))
    ),
    "detach all policies": lambda iam: iam.attach_user_policy(UserName="JohnDoe", PolicyArn=S3),
    "SSHPublicKey": lambda iam: iam.upload_ssh_public_key(UserName="JohnDoe", SSHPublicKeyBody="example"),
    "ServiceSpecificCredential": lambda iam: iam.create_service_specific_credential(
        UserName="JohnDoe", ServiceName="codecommit.amazonaws.com"
    ),
    "SigningCertificate": lambda iam: iam.upload_signing_certificate(UserName="JohnDoe", CertificateBody="example"),
}


@pytest.mark.parametrize("what", OF_HIS_OWN)
def test_a_user_with_something_of_his_own_stays(cloud: Cloud, what: str):
    assert cloud.create(USER) == "CREATE_COMPLETE"
    iam = cloud.client("iam")
    OF_HIS_OWN[what](iam)
    with refused("DeleteConflict"):
        iam.delete_user(UserName="JohnDoe")
    assert cloud.delete() == "DELETE_FAILED"
    assert what in cloud.reasons(cloud.describe()["StackId"])


def test_a_member_of_a_group_stays_but_a_stack_takes_him_out(cloud: Cloud):
    cloud.create(USER)
    iam = cloud.client("iam")
    a_group(iam)
    with refused("DeleteConflict"):
        iam.delete_user(UserName="JohnDoe")
    assert cloud.delete() == "DELETE_COMPLETE"
    assert iam.get_group(GroupName="Readers")["Users"] == []


def test_a_user_goes_with_what_the_template_gave_him(cloud: Cloud):
    given = {
        "UserName": "JohnDoe",
        "ManagedPolicyArns": [S3],
        "Policies": [{"PolicyName": "Own", "PolicyDocument": allow("s3:*")}],
        "LoginProfile": {"Password": "example-Passw0rd"},
    }
    cloud.create({"User": {"Type": "AWS::IAM::User", "Properties": given}})
    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("iam").list_users()["Users"] == []
