"""The lists that a delegation is made of; what follows from them is tested on a synthesized boundary."""

import re

import pytest

from iam_stacks.account.service_data import access_level, action_exists, condition_keys, expand_actions, resource_types
from iam_stacks.policy.delegation import BENEATH_PATH, MFA_DEVICES, READ, WITH_BOUNDARY, delegation_statements
from iam_stacks.policy.size import least_size

PREFIX = "arn:aws-us-gov:iam::111122223333"


@pytest.mark.parametrize("action", WITH_BOUNDARY)
def test_aws_tells_with_which_boundary_the_action_is_done(action: str) -> None:
    assert "iam:PermissionsBoundary" in condition_keys(action)


@pytest.mark.parametrize("action", BENEATH_PATH)
def test_whatever_can_be_tied_to_the_boundary_is(action: str) -> None:
    assert action_exists(action)
    assert "iam:PermissionsBoundary" not in condition_keys(action)


@pytest.mark.parametrize("action", BENEATH_PATH)
def test_the_action_has_resources_that_have_a_path(action: str) -> None:
    assert set(resource_types(action)) <= {"user", "role", "group", "policy", "instance-profile"}
    assert resource_types(action)


@pytest.mark.parametrize("action", MFA_DEVICES)
def test_what_is_possible_with_any_mfa_device_is_about_nothing_else(action: str) -> None:
    assert set(resource_types(action)) - {"sms-mfa"} == {"mfa"}


def test_what_is_called_reading_only_reads() -> None:
    actions = [action for pattern in READ for action in expand_actions(pattern)]
    assert {access_level(action) for action in actions} == {"Read", "List"}


def test_nothing_gives_rights_to_groups() -> None:
    assert not [
        action for action in (*WITH_BOUNDARY, *BENEATH_PATH, *MFA_DEVICES) if re.search("Group.*Policy", action)
    ]


def test_most_of_the_quota_is_left_for_further_actions() -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": delegation_statements(
            arn_prefix=PREFIX, boundary=f"{PREFIX}:policy/Delegated", path="/delegated/", allowed_actions=()
        ),
    }
    assert least_size(document) < 3500


def test_an_action_that_is_given_twice_is_there_once() -> None:
    statements = delegation_statements(
        arn_prefix=PREFIX, boundary="b", path="/d/", allowed_actions=["s3:*", "logs:*", "s3:*"]
    )
    (further,) = (each["Action"] for each in statements if each["Sid"] == "UseServices")
    assert further == ["s3:*", "logs:*"]
