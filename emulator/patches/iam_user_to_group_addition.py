"""CloudFormation type AWS::IAM::UserToGroupAddition.

MiniStack refuses the type ("Unrecognized resource types").
Both of its properties update in place:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-usertogroupaddition.html
Delete when a release has it.
"""

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Created, Properties, call, reconcile, register


def apply() -> None:
    """Register the type."""
    register("AWS::IAM::UserToGroupAddition", _create, _update, _delete)


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    try:
        _bring_members({}, properties)
    except ValueError:
        _bring_members(properties, {})  # a failed create leaves nothing behind
        raise
    return provisioners._physical_name(stack, logical_id), {}


def _update(physical_id: str, old: Properties, new: Properties, _stack: str) -> Created:
    _bring_members(old, new)
    return physical_id, {}


def _delete(_physical_id: str, properties: Properties) -> None:
    _bring_members(properties, {})


def _bring_members(old: Properties, new: Properties) -> None:
    reconcile(_memberships(old), _memberships(new), remove=_leave, add=_join)


def _memberships(properties: Properties) -> list[tuple[str, str]]:
    return [(properties["GroupName"], user) for user in properties.get("Users", [])]


def _join(membership: tuple[str, str]) -> None:
    group, user = membership
    call(iam._add_user_to_group, {"GroupName": group, "UserName": user})


def _leave(membership: tuple[str, str]) -> None:
    group, user = membership
    call(iam._remove_user_from_group, {"GroupName": group, "UserName": user}, tolerate=("NoSuchEntity",))
