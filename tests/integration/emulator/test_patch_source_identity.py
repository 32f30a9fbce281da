import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused

SET = ["sts:AssumeRole", "sts:SetSourceIdentity"]


@pytest.fixture
def sts(cloud: Cloud):
    cloud.client("iam").create_user(UserName="JohnDoe")
    own = json.dumps(allow("sts:*"))
    cloud.client("iam").put_user_policy(UserName="JohnDoe", PolicyName="Own", PolicyDocument=own)
    return cloud.key_of("JohnDoe")("sts")


def role(cloud, name, actions, condition=None):
    trusted = {"Effect": "Allow", "Action": actions, "Principal": {"AWS": cloud.account}, "Condition": condition or {}}
    iam = cloud.client("iam")
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document(trusted)))["Role"]
    own = allow("s3:ListAllMyBuckets", Condition={"StringEquals": {"aws:SourceIdentity": "John"}})["Statement"]
    text = json.dumps(document(*own, *allow("sts:*")["Statement"]))
    iam.put_role_policy(RoleName=name, PolicyName="Own", PolicyDocument=text)
    return {"RoleArn": made["Arn"], "RoleSessionName": "test"}


def session(cloud, answer):
    made = answer["Credentials"]
    return cloud.client.signed_by(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def test_a_trust_policy_compares_it(cloud: Cloud, sts):
    call = role(cloud, "Named", SET, {"StringEquals": {"sts:SourceIdentity": "John"}})
    assert sts.assume_role(**call, SourceIdentity="John")["Credentials"]
    for wrong in ({}, {"SourceIdentity": "Ann"}):
        with refused("AccessDenied"):
            sts.assume_role(**call, **wrong)


def test_a_trust_policy_has_to_allow_it(cloud: Cloud, sts):
    call = role(cloud, "Plain", "sts:AssumeRole")
    assert sts.assume_role(**call)["Credentials"]
    with refused("AccessDenied"):
        sts.assume_role(**call, SourceIdentity="John")


def test_a_session_keeps_it_and_hands_it_on(cloud: Cloud, sts):
    first, second = role(cloud, "First", SET), role(cloud, "Second", SET)
    own = session(cloud, sts.assume_role(**first, SourceIdentity="John"))
    own("s3").list_buckets()
    session(cloud, own("sts").assume_role(**second))("s3").list_buckets()
    with refused("AccessDenied"):
        session(cloud, sts.assume_role(**first))("s3").list_buckets()


def test_a_session_cannot_change_it_or_leave_it_behind(cloud: Cloud, sts):
    first, second, plain = role(cloud, "First", SET), role(cloud, "Second", SET), role(cloud, "Plain", "sts:AssumeRole")
    own = session(cloud, sts.assume_role(**first, SourceIdentity="John"))("sts")
    with refused("AccessDenied"):
        own.assume_role(**second, SourceIdentity="Ann")
    with refused("AccessDenied"):
        own.assume_role(**plain)
