import json
from contextlib import nullcontext
from typing import Any

import pytest

from tests.integration.emulator.smoke import Cloud, allow, document, refused, trust

MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


@pytest.fixture
def person(cloud: Cloud) -> tuple[Any, dict[str, str]]:
    """A user who may assume a role that asks for his device, and list his buckets with a session that did."""
    iam = cloud.client("iam")
    iam.create_user(UserName="JohnDoe")
    own = document(*allow("sts:*")["Statement"], *allow("s3:ListAllMyBuckets", Condition=MFA)["Statement"])
    iam.put_user_policy(UserName="JohnDoe", PolicyName="Own", PolicyDocument=json.dumps(own))
    guarded = document({**trust({"AWS": cloud.account})["Statement"][0], "Condition": MFA})
    iam.create_role(RoleName="Guarded", AssumeRolePolicyDocument=json.dumps(guarded))
    return cloud.key_of("JohnDoe"), {"SerialNumber": device(iam, "JohnDoe"), "TokenCode": "123456"}


def device(iam, user):
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=user)["VirtualMFADevice"]["SerialNumber"]
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    iam.enable_mfa_device(UserName=user, SerialNumber=serial, **codes)
    return serial


@pytest.mark.parametrize(("operator", "is_fresh"), [("NumericLessThan", True), ("NumericGreaterThan", False)])
def test_the_age_of_the_authentication_is_compared(cloud: Cloud, person, operator, is_fresh):
    own, mfa = person
    condition = {"Condition": {operator: {"aws:MultiFactorAuthAge": "3600"}}}
    text = json.dumps(document({**trust({"AWS": cloud.account})["Statement"][0], **condition}))
    cloud.client("iam").update_assume_role_policy(RoleName="Guarded", PolicyDocument=text)
    session = clients(cloud, own("sts").get_session_token(**mfa))
    with nullcontext() if is_fresh else refused("AccessDenied"):
        session("sts").assume_role(**guarded(cloud))
    with refused("AccessDenied"):
        own("sts").assume_role(**guarded(cloud))


def guarded(cloud):
    return {"RoleArn": f"arn:aws:iam::{cloud.account}:role/Guarded", "RoleSessionName": "test"}


def clients(cloud, answer):
    made = answer["Credentials"]
    return cloud.client.signed_by(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def test_a_role_that_asks_for_a_device_is_assumed_with_one(cloud: Cloud, person):
    own, mfa = person
    with refused("AccessDenied"):
        own("sts").assume_role(**guarded(cloud))
    assert own("sts").assume_role(**guarded(cloud), **mfa)["Credentials"]


def test_a_session_that_began_with_a_device_has_it_in_every_request(cloud: Cloud, person):
    own, mfa = person
    with refused("AccessDenied"):
        own("s3").list_buckets()
    with refused("AccessDenied"):
        clients(cloud, own("sts").get_session_token())("s3").list_buckets()
    session = clients(cloud, own("sts").get_session_token(**mfa))
    session("s3").list_buckets()
    assert session("sts").assume_role(**guarded(cloud))["Credentials"]


def test_the_session_of_a_role_does_not(cloud: Cloud, person):
    own, mfa = person
    text = json.dumps(allow("s3:ListAllMyBuckets", Condition=MFA))
    cloud.client("iam").put_role_policy(RoleName="Guarded", PolicyName="Own", PolicyDocument=text)
    with refused("AccessDenied"):
        clients(cloud, own("sts").assume_role(**guarded(cloud), **mfa))("s3").list_buckets()


def test_the_device_is_the_callers_own_and_the_code_has_six_digits(cloud: Cloud, person):
    own, mfa = person
    cloud.client("iam").create_user(UserName="Ann")
    other = device(cloud.client("iam"), "Ann")
    for wrong in ({"SerialNumber": other}, {"TokenCode": "12345a"}):
        with refused("AccessDenied"):
            own("sts").assume_role(**guarded(cloud), **{**mfa, **wrong})
