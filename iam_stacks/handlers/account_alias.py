"""The account's alias. IAM API Reference, CreateAccountAlias."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import boto3

from .account_setting import NONE, AccountSetting
from .custom_resource import Event, answered


def handler(event: Event, context: Any) -> None:
    """Serve `Custom::AccountAlias` and `Custom::AccountAliasBefore`."""
    iam = boto3.client("iam")

    def read() -> str:
        aliases = iam.list_account_aliases()["AccountAliases"]
        return str(aliases[0]) if aliases else NONE

    def write(alias: str) -> None:
        # An account has one alias: a new one replaces it. To set the same again might be refused as taken.
        if read() != alias:
            iam.create_account_alias(AccountAlias=alias)

    def delete() -> None:
        alias = read()
        if alias != NONE:
            iam.delete_account_alias(AccountAlias=alias)

    answered(event, context, AccountSetting("account-alias", read, _wanted, write, delete).act)


def _wanted(properties: Mapping[str, Any]) -> str:
    return str(properties["AccountAlias"])
