import json

from tests.integration.emulator.smoke import Cloud, allow, refused


def test_a_user_changes_his_own_password(cloud: Cloud):
    iam, change = cloud.client("iam"), {"OldPassword": "example-0ld", "NewPassword": "example-n3w"}
    iam.create_user(UserName="JohnDoe")
    own = cloud.key_of("JohnDoe")("iam")
    with refused("AccessDenied"):
        own.change_password(**change)

    policy = json.dumps(allow("iam:ChangePassword", "arn:aws:iam::*:user/${aws:username}"))
    iam.put_user_policy(UserName="JohnDoe", PolicyName="Own", PolicyDocument=policy)
    with refused("NoSuchEntity"):
        own.change_password(**change)

    iam.create_login_profile(UserName="JohnDoe", Password="example-0ld", PasswordResetRequired=True)
    own.change_password(**change)
    assert iam.get_login_profile(UserName="JohnDoe")["LoginProfile"]["PasswordResetRequired"] is False
