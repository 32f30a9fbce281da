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


@pytest.mark.parametrize(
    ("condition", "who"),
    [
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"with a device"}),
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, {"without"}),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, {"without", "by a key"}),
        ({"Null": {"aws:MultiFactorAuthPresent": "true"}}, {"by a key"}),
        ({"Null": {"aws:MultiFactorAuthAge": "false"}}, {"with a device"}),
    ],
)
def test_a_session_says_whether_it_began_with_a_device_and_a_key_says_nothing(cloud: Cloud, condition, who):
    iam = cloud.client("iam")
    iam.create_user(UserName="Ann")
    own = document(*allow("sts:*")["Statement"], *allow("s3:ListAllMyBuckets", Condition=condition)["Statement"])
    iam.put_user_policy(UserName="Ann", PolicyName="Own", PolicyDocument=json.dumps(own))
    mfa = {"SerialNumber": device(iam, "Ann"), "TokenCode": "123456"}
    by_key = cloud.key_of("Ann")
    callers = {
        "by a key": by_key,
        "without": clients(cloud, by_key("sts").get_session_token()),
        "with a device": clients(cloud, by_key("sts").get_session_token(**mfa)),
    }
    for name, caller in callers.items():
        with nullcontext() if name in who else refused("AccessDenied"):
            caller("s3").list_buckets()
