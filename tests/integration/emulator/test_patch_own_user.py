import json

from tests.integration.emulator.smoke import Cloud, allow, refused


def own(cloud):
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe", Path="/dev/")
    iam.put_user_policy(UserName="JohnDoe", PolicyName="All", PolicyDocument=json.dumps(allow("iam:*")))
    return cloud.key_of("JohnDoe")("iam")


def test_a_user_who_names_nobody_means_himself(cloud: Cloud):
    iam = own(cloud)
    assert iam.get_user()["User"]["UserName"] == "JohnDoe"
    key = iam.create_access_key()["AccessKey"]
    assert key["UserName"] == "JohnDoe"
    iam.update_access_key(AccessKeyId=key["AccessKeyId"], Status="Inactive")
    assert len(iam.list_access_keys()["AccessKeyMetadata"]) == 2
    iam.delete_access_key(AccessKeyId=key["AccessKeyId"])
    assert len(iam.list_access_keys()["AccessKeyMetadata"]) == 1
    iam.create_login_profile(Password="example-Passw0rd")
    assert iam.get_login_profile()["LoginProfile"]["UserName"] == "JohnDoe"
    iam.delete_login_profile()
    with refused("NoSuchEntity"):
        iam.get_login_profile()


def test_the_root_user_is_still_the_root_user(cloud: Cloud):
    assert cloud.client("iam").get_user()["User"]["Arn"].endswith(":root")
