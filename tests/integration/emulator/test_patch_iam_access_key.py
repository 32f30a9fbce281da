import json

from tests.integration.emulator.smoke import Cloud, refused

NAME = "iam/users/JohnDoe/access-key"
FIELDS = ['{"id":"', {"Ref": "Key"}, '","secret":"', {"Fn::GetAtt": ["Key", "SecretAccessKey"]}, '"}']
SECRET = {"Name": NAME, "SecretString": {"Fn::Join": ["", FIELDS]}}


def user_with_key(**properties):
    return {
        "User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}},
        "Key": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": {"Ref": "User"}, **properties}},
        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": SECRET},
    }


def stored_key(cloud):
    return json.loads(cloud.client("secretsmanager").get_secret_value(SecretId=NAME)["SecretString"])


def caller(cloud, key):
    return cloud.client.signed_by(key["id"], key["secret"])("sts").get_caller_identity()["Arn"]


def test_the_stored_key_works_until_the_stack_is_deleted(cloud: Cloud):
    assert cloud.create(user_with_key()) == "CREATE_COMPLETE"
    key = stored_key(cloud)
    assert key["id"] == cloud.physical_id("Key")
    assert caller(cloud, key).endswith(":user/JohnDoe")
    assert cloud.delete() == "DELETE_COMPLETE"
    with refused("InvalidClientTokenId"):
        caller(cloud, key)


def test_an_inactive_key_is_refused_and_an_active_one_is_the_same_key(cloud: Cloud):
    cloud.create(user_with_key())
    key = stored_key(cloud)
    assert cloud.update(user_with_key(Status="Inactive")) == "UPDATE_COMPLETE"
    with refused("InvalidClientTokenId"):
        caller(cloud, key)
    cloud.update(user_with_key(Status="Active"))
    assert caller(cloud, key)
    assert stored_key(cloud) == key


def test_a_new_serial_makes_a_new_key_and_ends_the_old_one(cloud: Cloud):
    cloud.create(user_with_key(Serial=1))
    old = stored_key(cloud)
    assert cloud.update(user_with_key(Serial=2)) == "UPDATE_COMPLETE"
    new = stored_key(cloud)
    assert new["id"] != old["id"]
    assert caller(cloud, new)
    with refused("InvalidClientTokenId"):
        caller(cloud, old)
    keys = cloud.client("iam").list_access_keys(UserName="JohnDoe")["AccessKeyMetadata"]
    assert [k["AccessKeyId"] for k in keys] == [new["id"]]


def test_the_secret_key_shows_nowhere_in_the_stack(cloud: Cloud):
    cloud.create(user_with_key())
    cloudformation = cloud.client("cloudformation")
    seen = [
        cloudformation.describe_stack_events(StackName="stack"),
        cloudformation.describe_stack_resources(StackName="stack"),
        cloudformation.describe_stacks(StackName="stack"),
        cloudformation.get_template(StackName="stack"),
    ]
    assert stored_key(cloud)["secret"] not in json.dumps(seen, default=str)
