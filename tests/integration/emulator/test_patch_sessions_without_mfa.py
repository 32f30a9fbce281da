import json

from tests.integration.emulator.smoke import Cloud, allow, refused
from tests.integration.emulator.test_patch_mfa_sessions import clients, device


def test_a_session_calls_iam_only_if_it_began_with_a_device(cloud: Cloud):
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    iam.put_user_policy(UserName="JohnDoe", PolicyName="Own", PolicyDocument=json.dumps(allow(["iam:*", "s3:*"])))
    own = cloud.key_of("JohnDoe")
    own("iam").list_users()

    without = clients(cloud, own("sts").get_session_token())
    with refused("InvalidClientTokenId"):
        without("iam").list_users()
    without("s3").list_buckets()
    without("sts").get_caller_identity()

    mfa = {"SerialNumber": device(iam, "JohnDoe"), "TokenCode": "123456"}
    clients(cloud, own("sts").get_session_token(**mfa))("iam").list_users()
