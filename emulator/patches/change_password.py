"""iam:ChangePassword.

MiniStack has no such action. On AWS a user who may call it changes his own password, and need not any more:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
Neither the old password nor the password policy is looked at here.
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches import own_user
from emulator.patches.ministack_api import Answer, Properties, add_action, iam_answer, missing


def apply() -> None:
    """Add the action."""
    add_action("ChangePassword", _change)


def _change(_parameters: Properties) -> Answer:
    name = own_user.caller_name()
    if name not in iam._login_profiles:
        return missing(f"Login Profile for User {name} cannot be found.")
    iam._login_profiles[name]["PasswordResetRequired"] = False
    return iam_answer("ChangePassword")
