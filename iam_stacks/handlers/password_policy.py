"""The account's password policy. IAM API Reference, UpdateAccountPasswordPolicy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import boto3

from .account_setting import NONE, AccountSetting
from .custom_resource import Event, answered

_NUMBERS = ("MinimumPasswordLength", "MaxPasswordAge", "PasswordReusePrevention")
_FLAGS = (
    "RequireSymbols",
    "RequireNumbers",
    "RequireUppercaseCharacters",
    "RequireLowercaseCharacters",
    "AllowUsersToChangePassword",
    "HardExpiry",
)


def handler(event: Event, context: Any) -> None:
    """Serve `Custom::PasswordPolicy` and `Custom::PasswordPolicyBefore`."""
    iam = boto3.client("iam")

    def read() -> str:
        try:
            policy = iam.get_account_password_policy()["PasswordPolicy"]
        except iam.exceptions.NoSuchEntityException:
            return NONE
        return _as_text(policy)

    def write(policy: str) -> None:
        iam.update_account_password_policy(**json.loads(policy))

    def delete() -> None:
        try:
            iam.delete_account_password_policy()
        except iam.exceptions.NoSuchEntityException:
            return

    answered(event, context, AccountSetting("password-policy", read, _wanted, write, delete).act)


def _wanted(properties: Mapping[str, Any]) -> str:
    """Read what CloudFormation sends: it turns numbers and booleans into text."""
    numbers = {key: int(properties[key]) for key in _NUMBERS if key in properties}
    flags = {key: str(properties[key]).lower() == "true" for key in _FLAGS if key in properties}
    return _as_text(numbers | flags)


def _as_text(policy: Mapping[str, Any]) -> str:
    # IAM answers with what it does not take: 0 for none, and what follows from the rest.
    accepted = {key: policy[key] for key in (*_NUMBERS, *_FLAGS) if policy.get(key)}
    return json.dumps(accepted, separators=(",", ":"))
