"""IAM actions that mean the caller's own user when they name none.

MiniStack answers GetUser with the account's root, and CreateAccessKey with a key of a user called "default". AWS
takes the user whose access key signed the request.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
Delete when a release has it.
"""

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam

from emulator.patches.ministack_api import Answer, ApiFunction, replace_action

# Of the actions whose reference says so, those that MiniStack has.
ACTIONS = (
    "CreateAccessKey",
    "CreateLoginProfile",
    "DeleteAccessKey",
    "DeleteLoginProfile",
    "GetLoginProfile",
    "GetUser",
    "ListAccessKeys",
    "ListMFADevices",
    "UpdateAccessKey",
)


def apply() -> None:
    """Fill in the user's name before the action sees its parameters."""
    for action in ACTIONS:
        replace_action(action, _with_user_name(iam._IAM_HANDLERS[action]))


def caller_name() -> str:
    """Return the name of the user who signed the request; nothing for the account's root, a role, or nobody."""
    _, _, name = iam_evaluator.caller_arn().partition(":user/")
    return str(name.rpartition("/")[2])


def _with_user_name(action: ApiFunction) -> ApiFunction:
    def named(parameters: dict[str, Any]) -> Answer:
        if not iam._p(parameters, "UserName") and caller_name():
            parameters = {**parameters, "UserName": caller_name()}
        return action(parameters)

    return named
