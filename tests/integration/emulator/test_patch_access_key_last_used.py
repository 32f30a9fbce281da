from datetime import datetime, timedelta, timezone

from tests.integration.emulator.smoke import Cloud, refused


def test_the_last_request_of_a_key_is_told(cloud: Cloud):
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    key = iam.create_access_key(UserName="JohnDoe")["AccessKey"]

    def last_used():
        return iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])

    never = last_used()
    assert never["UserName"] == "JohnDoe"
    assert "LastUsedDate" not in never["AccessKeyLastUsed"]

    with refused("SignatureDoesNotMatch"):
        cloud.client.signed_by(key["AccessKeyId"], "wrong")("sts").get_caller_identity()
    assert "LastUsedDate" not in last_used()["AccessKeyLastUsed"]

    own = cloud.client.signed_by(key["AccessKeyId"], key["SecretAccessKey"])
    own("sts").get_caller_identity()
    found = last_used()["AccessKeyLastUsed"]
    assert (found["ServiceName"], found["Region"]) == ("sts", "us-east-1")
    assert timedelta(0) <= datetime.now(timezone.utc) - found["LastUsedDate"] < timedelta(minutes=1)

    with refused("AccessDeniedException"):
        own("dynamodb").list_tables()
    assert last_used()["AccessKeyLastUsed"]["ServiceName"] == "dynamodb"
