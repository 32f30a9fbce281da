from tests.integration.emulator.smoke import Cloud, refused


def test_a_password_policy_is_set_as_a_whole(cloud: Cloud):
    iam = cloud.client("iam")
    with refused("NoSuchEntity"):
        iam.get_account_password_policy()
    iam.update_account_password_policy(
        MinimumPasswordLength=14, RequireSymbols=True, MaxPasswordAge=90, PasswordReusePrevention=24
    )
    found = iam.get_account_password_policy()["PasswordPolicy"]
    assert (found["MinimumPasswordLength"], found["MaxPasswordAge"], found["ExpirePasswords"]) == (14, 90, True)
    assert found["PasswordReusePrevention"] == 24

    iam.update_account_password_policy(RequireNumbers=True)
    assert iam.get_account_password_policy()["PasswordPolicy"] == {
        "MinimumPasswordLength": 6,
        "RequireSymbols": False,
        "RequireNumbers": True,
        "RequireUppercaseCharacters": False,
        "RequireLowercaseCharacters": False,
        "AllowUsersToChangePassword": False,
        "ExpirePasswords": False,
        "HardExpiry": False,
    }
    iam.delete_account_password_policy()
    with refused("NoSuchEntity"):
        iam.delete_account_password_policy()


def test_an_account_has_one_alias(cloud: Cloud):
    iam = cloud.client("iam")
    assert iam.list_account_aliases()["AccountAliases"] == []
    iam.create_account_alias(AccountAlias="example-one")
    iam.create_account_alias(AccountAlias="example-two")
    assert iam.list_account_aliases()["AccountAliases"] == ["example-two"]
    with refused("NoSuchEntity"):
        iam.delete_account_alias(AccountAlias="example-one")
    iam.delete_account_alias(AccountAlias="example-two")
    assert iam.list_account_aliases()["AccountAliases"] == []
