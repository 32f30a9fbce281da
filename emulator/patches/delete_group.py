"""DeleteGroup of a group that still has members or policies.

MiniStack deletes it, and the members keep nothing of it. AWS answers DeleteConflict until the group is empty and
nothing is attached to it.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam

from emulator.patches.ministack_api import Answer, replace_action


def apply() -> None:
    """Refuse first."""
    delete_group = iam._delete_group

    def refusing(parameters: dict[str, Any]) -> Answer:
        obstacle = _obstacle(iam._p(parameters, "GroupName"))
        answer: Answer = _conflict(obstacle) if obstacle else delete_group(parameters)
        return answer

    replace_action("DeleteGroup", refusing)


def _obstacle(name: str) -> str:
    group = iam._groups.get(name, {})
    if group.get("Users"):
        return "must remove users from group first"
    if group.get("AttachedPolicies"):
        return "must detach all policies first"
    return "must delete policies first" if iam._group_inline_policies.get(name) else ""


def _conflict(obstacle: str) -> Answer:
    answer: Answer = iam._error(409, "DeleteConflict", f"Cannot delete entity, {obstacle}.")
    return answer
