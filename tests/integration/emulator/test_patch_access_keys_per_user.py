from tests.integration.emulator.smoke import Cloud, refused


def test_a_user_has_two_keys_at_most(cloud: Cloud):
    iam = cloud.client("iam")
    for name in ("JohnDoe", "Ann"):
        iam.create_user(UserName=name)
    keys = [iam.create_access_key(UserName="JohnDoe")["AccessKey"]["AccessKeyId"] for _ in range(2)]
    with refused("LimitExceeded"):
        iam.create_access_key(UserName="JohnDoe")
    iam.create_access_key(UserName="Ann")
    iam.delete_access_key(UserName="JohnDoe", AccessKeyId=keys[0])
    iam.create_access_key(UserName="JohnDoe")


def test_a_key_is_deleted_of_its_own_user_only(cloud: Cloud):
    iam = cloud.client("iam")
    for name in ("JohnDoe", "Ann"):
        iam.create_user(UserName=name)
    key = iam.create_access_key(UserName="JohnDoe")["AccessKey"]["AccessKeyId"]
    with refused("NoSuchEntity"):
        iam.delete_access_key(UserName="Ann", AccessKeyId=key)
    assert len(iam.list_access_keys(UserName="JohnDoe")["AccessKeyMetadata"]) == 1
