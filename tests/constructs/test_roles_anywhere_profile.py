import re
from typing import Any

import pytest
from aws_cdk import Duration, Stack

from iam_stacks import PolicyError, RolesAnywhereProfile, TrustedRole, TrustPolicy
from tests.constructs.synthesis import only

ANCHOR = "arn:aws:rolesanywhere:eu-central-1:${AWS::AccountId}:trust-anchor/a"


@pytest.fixture
def role(stack: Stack) -> TrustedRole:
    return TrustedRole(
        stack, "Backup", trust=TrustPolicy.roles_anywhere(trust_anchor_arn=ANCHOR, subject={"CN": "backup"})
    )


def test_it_names_the_roles_and_how_long_credentials_last(stack: Stack, role: TrustedRole) -> None:
    profile = RolesAnywhereProfile(
        stack, "Servers", name="Servers", roles=[role], session_duration=Duration.minutes(15)
    )
    assert only(stack, "AWS::RolesAnywhere::Profile") == {
        "Name": "Servers",
        "Enabled": True,
        "RoleArns": [stack.resolve(role.role_arn)],
        "DurationSeconds": 900,
    }
    resource = stack.get_logical_id(profile.node.find_child("Resource"))
    assert stack.resolve(profile.profile_arn) == {"Fn::GetAtt": [resource, "ProfileArn"]}


def test_credentials_last_an_hour_unless_asked_otherwise(stack: Stack, role: TrustedRole) -> None:
    RolesAnywhereProfile(stack, "Servers", name="Servers", roles=[role])
    assert only(stack, "AWS::RolesAnywhere::Profile")["DurationSeconds"] == 3600


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "a/b"}, "name 'a/b' is not allowed"),
        ({"roles": []}, "a profile needs one role at least"),
        ({"session_duration": Duration.minutes(14)}, "session_duration of 840 seconds is not allowed; give 900 to"),
        ({"session_duration": Duration.hours(13)}, "is not allowed; give 900 to 43,200"),
    ],
)
def test_what_aws_would_not_accept_is_refused_at_once(
    stack: Stack, role: TrustedRole, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        RolesAnywhereProfile(stack, "P", **{"name": "Servers", "roles": [role], **wrong})
