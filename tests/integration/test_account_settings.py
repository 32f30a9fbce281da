"""The account's password policy and alias, set by functions that really run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Account, synthesized
from tests.integration.credentials_app import CredentialsApp

BEFORE = {"MinimumPasswordLength": 8, "RequireNumbers": True, "PasswordReusePrevention": 3}


VARIANTS = {
    "14": {"length": 14, "on_delete": "restore"},
    "16": {"length": 16, "on_delete": "restore"},
    "retained": {"length": 20, "alias": "example-org", "on_delete": "retain"},
    "deleted": {"length": 21, "alias": "example-com", "on_delete": "delete"},
    "restored": {"length": 20, "alias": "example-net", "on_delete": "restore"},
    "denied": {"length": 14, "denied": True},
}


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized("credentials", tmp_path_factory.mktemp("assemblies"), VARIANTS)


@pytest.fixture
def app(new_account: Callable[[], Account], assemblies: Path) -> CredentialsApp:
    return CredentialsApp(new_account(), assemblies)


def policy(app: CredentialsApp) -> dict[str, Any] | None:
    iam = app.account.clients("iam")
    try:
        found: dict[str, Any] = iam.get_account_password_policy()["PasswordPolicy"]
    except iam.exceptions.NoSuchEntityException:
        return None
    return found


def alias(app: CredentialsApp) -> list[str]:
    found: list[str] = app.account.clients("iam").list_account_aliases()["AccountAliases"]
    return found


def test_a_password_policy_is_set_whole_repaired_when_it_is_changed_and_gives_way_to_the_one_before(
    app: CredentialsApp,
) -> None:
    app.account.clients("iam").update_account_password_policy(**BEFORE)
    before = policy(app)
    app.succeed("deploy", "14")
    made = policy(app)
    assert made
    assert made["MinimumPasswordLength"] == 14
    assert made["PasswordReusePrevention"] == 24
    assert made["MaxPasswordAge"] == 90
    assert made["HardExpiry"] is False
    for kind in ("Symbols", "Numbers", "UppercaseCharacters", "LowercaseCharacters"):
        assert made[f"Require{kind}"] is True
    assert made["AllowUsersToChangePassword"] is True
    app.account.clients("iam").update_account_password_policy(MinimumPasswordLength=6)
    app.succeed("deploy", "16")
    assert policy(app) == made | {"MinimumPasswordLength": 16}
    app.succeed("destroy", "16")
    assert policy(app) == before
    assert app.left() == {}


def test_settings_are_retained_or_deleted_as_was_asked_for(app: CredentialsApp) -> None:
    app.succeed("deploy", "retained")
    ours = policy(app)
    assert ours
    app.succeed("destroy", "retained")
    assert policy(app) == ours
    assert alias(app) == ["example-org"]
    assert app.left() == {}
    app.succeed("deploy", "deleted")
    assert alias(app) == ["example-com"]
    app.succeed("destroy", "deleted")
    assert policy(app) is None
    assert alias(app) == []


def test_where_there_was_nothing_nothing_is_restored_and_an_alias_gives_way_to_the_one_before(
    app: CredentialsApp,
) -> None:
    app.account.clients("iam").create_account_alias(AccountAlias="before")
    app.succeed("deploy", "restored")
    assert alias(app) == ["example-net"]
    app.succeed("destroy", "restored")
    assert policy(app) is None
    assert alias(app) == ["before"]


def test_a_setting_that_fails_says_why_and_the_stack_returns_to_what_it_was(app: CredentialsApp) -> None:
    code, printed = app.run("deploy", "denied")
    assert code != 0
    assert "AccessDenied" in printed
    assert "iam:UpdateAccountPasswordPolicy" in printed
    assert policy(app) is None
    assert app.left() == {}
