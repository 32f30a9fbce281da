"""The alias of an account."""

from __future__ import annotations

from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.account_setting import AccountSetting
from iam_stacks.policy import limits
from iam_stacks.policy.limits import OnDelete


class AccountAlias(AccountSetting):
    """The name in the sign-in URL of an account. CloudFormation has no type for it: a function sets it.

    No two accounts of AWS have the same: one that another account has makes the deployment fail, and says so.

    AWS source: IAM API Reference, CreateAccountAlias; IAM User Guide, "Creating, deleting, and listing an AWS account
    alias".

    Attributes:
        alias: the name.
        setting: the resource that stands for it; what needs the alias depends on it.
        account_key: nothing: an account has one alias.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        alias: str,
        on_delete: OnDelete = "retain",
        notices: sns.ITopic | None = None,
    ) -> None:
        """Define the alias.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            alias: the name: lower-case letters, digits and single hyphens.
            on_delete: when this is deleted, `retain` the alias, `restore` the one that the account had before, or
                `delete` it. Default: `retain`.
            notices: the topic that is told what the function failed to do. Default: the one of the stack.

        Raises:
            PolicyError: IAM would not accept the alias, on_delete is none of the three, or the account has an alias
                already.
        """
        limits.ACCOUNT_ALIAS.require("alias", alias)
        self.alias = alias
        super().__init__(
            scope,
            id,
            kind="AccountAlias",
            noun="alias",
            actions=("ListAccountAliases", "CreateAccountAlias"),
            deletion="DeleteAccountAlias",
            properties={"AccountAlias": alias},
            on_delete=on_delete,
            notices=notices,
        )
