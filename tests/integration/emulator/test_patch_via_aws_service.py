import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, refused


@pytest.mark.parametrize("operator", ["Bool", "BoolIfExists", "StringEquals"])
def test_a_request_of_ones_own_is_not_made_by_a_service(cloud: Cloud, operator: str):
    iam = cloud.client("iam")
    for name, value in (("Own", "false"), ("Services", "true")):
        iam.create_user(UserName=name)
        policy = json.dumps(allow("s3:ListAllMyBuckets", Condition={operator: {"aws:ViaAWSService": value}}))
        iam.put_user_policy(UserName=name, PolicyName="Own", PolicyDocument=policy)
    cloud.key_of("Own")("s3").list_buckets()
    with refused("AccessDenied"):
        cloud.key_of("Services")("s3").list_buckets()
