"""A resource whose own update fails half-way.

MiniStack reports UPDATE_ROLLBACK_COMPLETE, but leaves that resource as the failure left it: a user that lost his old
groups and never got the new ones. AWS sends the previous properties again:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
We have the rollback do so for the IAM types that take several API calls, and let it find done what is done already.
Delete when a release has it.
"""

from typing import Any

from ministack.services.cloudformation import provisioners, stacks

from emulator.patches.ministack_api import ApiFunction, call

SENT_BACK = (
    "AWS::IAM::Group",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::Role",
    "AWS::IAM::User",
    "AWS::IAM::UserToGroupAddition",
)


def apply() -> None:
    """Extend the list of what is sent back, and make taking away what is not there no error."""
    sends_back = stacks._sends_back_failed_update
    stacks._sends_back_failed_update = lambda kind: kind in SENT_BACK or sends_back(kind)
    provisioners._iam_user_call = _user_call


def _user_call(function: ApiFunction, parameters: dict[str, Any], _action: str) -> None:
    takes_away = function.__name__.startswith(("_remove", "_detach", "_delete"))
    call(function, parameters, tolerate=("NoSuchEntity",) if takes_away else ())
