"""The password policy of an account."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.account_setting import AccountSetting
from iam_stacks.constructs.password_requirements import ASKED_BY_DEFAULT, PasswordRequirements
from iam_stacks.constructs.ranges import days_within, require_within
from iam_stacks.policy import PolicyError, limits
from iam_stacks.policy.limits import OnDelete

_MAX_AGE = None if ASKED_BY_DEFAULT.max_age is None else Duration.days(ASKED_BY_DEFAULT.max_age)


class PasswordPolicy(AccountSetting):
    """What the passwords of an account's users must be like. CloudFormation has no type for it: a function sets it.

    Each deployment that changes something here sets the whole policy, and so undoes what was changed elsewhere.

    AWS source: IAM API Reference, UpdateAccountPasswordPolicy; IAM User Guide, "Set an account password policy for IAM
    users".

    Attributes:
        minimum_length: the characters of a password, at least.
        allow_users_to_change_password: whether users may change their own password without a policy of theirs.
        requirements: what it asks of passwords, in the names that IAM and AWS Config share; None for what it does not.
        setting: the resource that stands for it; what needs the password policy depends on it.
        account_key: nothing: an account has one password policy.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        minimum_length: int = ASKED_BY_DEFAULT.minimum_length,
        require_symbols: bool = ASKED_BY_DEFAULT.require_symbols,
        require_numbers: bool = ASKED_BY_DEFAULT.require_numbers,
        require_uppercase: bool = ASKED_BY_DEFAULT.require_uppercase,
        require_lowercase: bool = ASKED_BY_DEFAULT.require_lowercase,
        reuse_prevention: int | None = ASKED_BY_DEFAULT.reuse_prevention,
        max_age: Duration | None = _MAX_AGE,
        hard_expiry: bool = False,
        allow_users_to_change_password: bool = True,
        on_delete: OnDelete = "retain",
        notices: sns.ITopic | None = None,
    ) -> None:
        """Define the password policy.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            minimum_length: the characters of a password, at least: from 6 to 128. Default: 14.
            require_symbols: ask for one of the symbols that IAM counts as such. Default: yes.
            require_numbers: ask for a digit. Default: yes.
            require_uppercase: ask for an upper-case letter. Default: yes.
            require_lowercase: ask for a lower-case letter. Default: yes.
            reuse_prevention: how many former passwords cannot be used again: from 1 to 24; None for none. Default: 24.
            max_age: when a password must be changed, in whole days: from 1 to 1,095; None for never. Default: 90 days.
            hard_expiry: let nobody in whose password has expired, until an administrator sets another. Default: no.
            allow_users_to_change_password: let users change their own password, with no policy of theirs saying so.
                Default: yes.
            on_delete: when this is deleted, `retain` the settings, `restore` what the account had before, or `delete`
                them, which leaves AWS's own. Default: `retain`.
            notices: the topic that is told what the function failed to do. Default: the one of the stack.

        Raises:
            PolicyError: IAM would not accept a number; hard_expiry is given without max_age; on_delete is none of the
                three; or the account has a password policy already.
        """
        require_within("minimum_length", minimum_length, limits.PASSWORD_LENGTH)
        require_within("reuse_prevention", reuse_prevention, limits.PASSWORD_REUSE)
        days = None if max_age is None else days_within("max_age", max_age, limits.PASSWORD_AGE)
        if hard_expiry and max_age is None:
            raise PolicyError("hard_expiry goes with max_age: without it no password expires")
        self.minimum_length = minimum_length
        self.allow_users_to_change_password = allow_users_to_change_password
        self.requirements = PasswordRequirements(
            minimum_length=minimum_length,
            require_symbols=require_symbols,
            require_numbers=require_numbers,
            require_uppercase=require_uppercase,
            require_lowercase=require_lowercase,
            reuse_prevention=reuse_prevention,
            max_age=days,
        ).named()
        super().__init__(
            scope,
            id,
            kind="PasswordPolicy",
            noun="password policy",
            actions=("GetAccountPasswordPolicy", "UpdateAccountPasswordPolicy"),
            deletion="DeleteAccountPasswordPolicy",
            properties={
                **self.requirements,
                "HardExpiry": hard_expiry,
                "AllowUsersToChangePassword": allow_users_to_change_password,
            },
            on_delete=on_delete,
            notices=notices,
        )
