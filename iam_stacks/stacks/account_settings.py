"""Settings of which an account has one, from `iam.yaml`."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from iam_stacks.config import Account
from iam_stacks.config.account import PasswordPolicy as WantedPolicy
from iam_stacks.constructs.account_alias import AccountAlias
from iam_stacks.constructs.account_setting import AccountSetting
from iam_stacks.constructs.credential_notices import CredentialNotices
from iam_stacks.constructs.password_policy import PasswordPolicy


def define_account_settings(scope: Construct, account: Account) -> dict[str, AccountSetting]:
    """Define the settings that the file speaks of, by their keys; the others stay as the account has them."""
    for address in account.notify:
        CredentialNotices.of(scope).add_subscription(subscriptions.EmailSubscription(address))
    settings: dict[str, AccountSetting] = {}
    if account.password_policy:
        settings["password_policy"] = _password_policy(scope, account.password_policy)
    if account.alias:
        settings["alias"] = AccountAlias(scope, "Alias", alias=account.alias.name, on_delete=account.alias.on_delete)
    return settings


def _password_policy(scope: Construct, wanted: WantedPolicy) -> PasswordPolicy:
    return PasswordPolicy(
        scope,
        "PasswordPolicy",
        max_age=cdk.Duration.days(wanted.max_age_days) if wanted.max_age_days else None,
        **wanted.model_dump(exclude={"acknowledge", "max_age_days"}),
    )
