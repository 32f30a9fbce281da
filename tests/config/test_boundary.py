from collections.abc import Callable
from pathlib import Path

import pytest

from iam_stacks.config import ConfigError, Estate, load
from iam_stacks.config.boundary import DelegatedAdmin
from iam_stacks.policy.delegable import DELEGATED_PATH

ESTATE = """
boundaries:
  Most: {default: true, statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["*"]}]}
  Less: {statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["*"]}]}
users: {U: {}, Named: {permissions_boundary: Less}, Exempt: {permissions_boundary: false}}
roles:
  R: {trust: {service: ec2.amazonaws.com}}
  Exempt: {trust: {service: ec2.amazonaws.com}, permissions_boundary: false}
  Emergency: {kind: break_glass, trust: {account: "${AWS::AccountId}", mfa_max_age: 600}}
  Limited: {kind: break_glass, trust: {account: "${AWS::AccountId}", mfa_max_age: 600}, permissions_boundary: Less}
"""


@pytest.fixture
def estate(estate_file: Callable[[str], Path]) -> Estate:
    return load(estate_file(ESTATE)).estate


def test_whoever_names_no_boundary_has_the_default_one(estate: Estate) -> None:
    assert estate.boundary_of(estate.users["U"]) == "Most"
    assert estate.boundary_of(estate.roles["R"]) == "Most"
    assert estate.boundary_of(estate.users["Named"]) == "Less"


def test_a_user_or_role_can_be_exempt_from_the_default_one(estate: Estate) -> None:
    assert estate.boundary_of(estate.users["Exempt"]) is None
    assert estate.boundary_of(estate.roles["Exempt"]) is None


def test_the_role_for_emergencies_has_no_boundary_but_one_that_it_names(estate: Estate) -> None:
    assert estate.boundary_of(estate.roles["Emergency"]) is None
    assert estate.boundary_of(estate.roles["Limited"]) == "Less"


def test_without_a_default_one_nobody_has_a_boundary() -> None:
    estate = Estate.model_validate({"users": {"U": {}}})
    assert estate.boundary_of(estate.users["U"]) is None


def test_each_action_that_cannot_be_delegated_is_named_at_its_place(estate_file: Callable[[str], Path]) -> None:
    text = 'boundaries: {B: {delegated_admin: {allowed_actions: ["iam:*", "s3:*", "sso:*"]}}}'
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(text))
    assert [fault.key for fault in refusal.value.faults] == [
        f"boundaries.B.delegated_admin.allowed_actions[{index}]" for index in (0, 2)
    ]
    assert "the boundary itself says what may be done there" in refusal.value.faults[0].problem


def test_the_default_path_can_be_delegated() -> None:
    assert DELEGATED_PATH.accepts(DelegatedAdmin().path)
