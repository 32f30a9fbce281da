import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused

OWN = "arn:aws:iam::*:user/dev/${aws:username}"


def user(cloud, policy, name="JohnDoe", **tags):
    iam = cloud.client("iam")
    iam.create_user(UserName=name, Path="/dev/", Tags=[{"Key": k, "Value": v} for k, v in tags.items()])
    iam.put_user_policy(UserName=name, PolicyName="Test", PolicyDocument=json.dumps(policy))
    return cloud.key_of(name)


def bucket(cloud, *keys):
    name = f"b-{cloud.account}"
    cloud.client("s3").create_bucket(Bucket=name)
    for key in keys:
        cloud.client("s3").put_object(Bucket=name, Key=key, Body=b"")
    return name


def test_a_self_service_policy_is_good_for_oneself_only(cloud: Cloud):
    iam = user(cloud, allow(["iam:GetUser", "iam:CreateAccessKey"], OWN))("iam")
    cloud.client("iam").create_user(UserName="Other", Path="/dev/")
    iam.get_user(UserName="JohnDoe")
    iam.create_access_key()
    with refused("AccessDenied"):
        iam.get_user(UserName="Other")


def test_a_deny_on_everything_but_oneself(cloud: Cloud):
    deny = {"Effect": "Deny", "Action": "iam:*", "NotResource": OWN}
    iam = user(cloud, document({"Effect": "Allow", "Action": "*", "Resource": "*"}, deny))("iam")
    iam.get_user(UserName="JohnDoe")
    with refused("AccessDenied"):
        iam.list_users()


def test_a_condition_compares_with_a_variable(cloud: Cloud):
    name = bucket(cloud)
    condition = {"StringLike": {"s3:prefix": "home/${aws:username}/*"}}
    s3 = user(cloud, allow("s3:ListBucket", Condition=condition))("s3")
    s3.list_objects_v2(Bucket=name, Prefix="home/JohnDoe/a")
    with refused("AccessDenied"):
        s3.list_objects_v2(Bucket=name, Prefix="home/Ann/a")


@pytest.mark.parametrize(("tags", "key"), [({"team": "red"}, "red/a"), ({}, "all/a")])
def test_a_variable_without_a_value_has_its_default(cloud: Cloud, tags, key):
    name = bucket(cloud, "red/a", "all/a")
    s3 = user(cloud, allow("s3:GetObject", "arn:aws:s3:::*/${aws:PrincipalTag/team, 'all'}/*"), **tags)("s3")
    s3.get_object(Bucket=name, Key=key)
    with refused("AccessDenied"):
        s3.get_object(Bucket=name, Key=({"red/a", "all/a"} - {key}).pop())


def test_a_variable_without_a_value_matches_nothing(cloud: Cloud):
    name = bucket(cloud, "a")
    s3 = user(cloud, allow("s3:GetObject", "arn:aws:s3:::*${aws:PrincipalTag/team}*"))("s3")
    with refused("AccessDenied"):
        s3.get_object(Bucket=name, Key="a")


def test_a_star_can_mean_itself(cloud: Cloud):
    name = bucket(cloud, "*", "a")
    s3 = user(cloud, allow("s3:GetObject", "arn:aws:s3:::*/${*}"))("s3")
    s3.get_object(Bucket=name, Key="*")
    with refused("AccessDenied"):
        s3.get_object(Bucket=name, Key="a")


def test_a_wildcard_in_a_value_is_a_plain_character(cloud: Cloud):
    name = bucket(cloud, "x*", "xy")
    iam = cloud.client("iam")
    s3 = user(cloud, allow("s3:GetObject", "arn:aws:s3:::*/${aws:PrincipalTag/key}"))("s3")
    iam.tag_user(UserName="JohnDoe", Tags=[{"Key": "key", "Value": "x*"}])
    s3.get_object(Bucket=name, Key="x*")
    with refused("AccessDenied"):
        s3.get_object(Bucket=name, Key="xy")
