"""Users who have both a password and an access key from the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iam_stacks.account.model import Declared
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.credentials.keys import access_keys, rotated_keys
from iam_stacks.checks.views import AccountView

_REASON = "ConsoleUserWithKey"
"""The metadata of a user with which `console_user_with_key` says why it has both."""


def _check(view: AccountView) -> Iterator[Remark]:
    names = {user.arn: user.name for user in view.account.users}
    given = (key.properties.get("UserName") for key in access_keys(view))
    with_key = {name for name in given if isinstance(name, str)}
    for user in view.account.declared:
        if user.type != "AWS::IAM::User" or "LoginProfile" not in user.properties or _says_why(user):
            continue
        logical_id, name = user.place.logical_id, names.get(user.arn or "")
        rotated = list(rotated_keys(user.template))
        if name in with_key or name in rotated or {"Ref": logical_id} in rotated:
            yield Remark(
                message=f"the user {logical_id} has a password and an access key from the start",
                place=user.place.at("LoginProfile"),
                subject=logical_id,
                principal=user.arn,
            )


def _says_why(user: Declared) -> bool:
    metadata = user.template["Resources"][user.place.logical_id].get("Metadata")
    return isinstance(metadata, Mapping) and bool(str(metadata.get(_REASON, "")).strip())


RULE = Rule(
    id="console-user-with-key",
    over=AccountView,
    severity=WARNING,
    says="A user who signs in to the console has an access key from the start",
    because="somebody may want it",
    fix="give programs a role, or a user of their own; or say why in console_user_with_key",
    source="CIS AWS Foundations Benchmark 3.0, 1.11; IAM User Guide, Manage access keys for IAM users",
    check=_check,
)
