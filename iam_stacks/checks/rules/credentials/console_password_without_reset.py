"""First passwords that need not be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.symbol import has_symbol


def _check(view: AccountView) -> Iterator[Remark]:
    for user in view.account.declared:
        profile = user.properties.get("LoginProfile")
        if user.type != "AWS::IAM::User" or not isinstance(profile, Mapping):
            continue
        reset = str(profile.get("PasswordResetRequired", False))
        if reset.lower() != "true" and not has_symbol(reset):
            yield Remark(
                message=f"the user {user.place.logical_id} need not change the password that others have set",
                place=user.place.at("LoginProfile"),
                subject=user.place.logical_id,
                principal=user.arn,
            )


RULE = Rule(
    id="console-password-without-reset",
    over=AccountView,
    severity=WARNING,
    says="The first password of a user need not be changed at the first sign-in",
    because="whoever set it still knows it; somebody may want that",
    fix="set PasswordResetRequired to true",
    source="CloudFormation Template Reference Guide, AWS::IAM::User LoginProfile",
    check=_check,
)
