"""The end of a stack's update, when what was replaced or removed is deleted.

MiniStack says UPDATE_IN_PROGRESS to its end, and has no events for what it deletes. On AWS the stack is in
UPDATE_COMPLETE_CLEANUP_IN_PROGRESS by then, which a custom resource can ask for:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
Delete when a release has it.
"""

from ministack.services import cloudformation
from ministack.services.cloudformation import stacks

from emulator.patches.ministack_api import Properties

UPDATE, CLEANUP = "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"


def apply() -> None:
    """Tell of the deletions of an update: it deletes nothing before the cleanup."""
    delete = stacks._delete_resource

    def delete_aloud(kind: str, id: str, properties: Properties, stack: str = "", logical_id: str = "") -> None:
        found = cloudformation._stacks.get(stack) or {}
        if found.get("StackStatus") not in (UPDATE, CLEANUP):
            delete(kind, id, properties, stack, logical_id)
            return
        stack_id = found["StackId"]
        if found["StackStatus"] == UPDATE:
            found["StackStatus"] = CLEANUP
            stacks._add_event(stack_id, stack, stack, "AWS::CloudFormation::Stack", CLEANUP, physical_id=stack_id)
        stacks._add_event(stack_id, stack, logical_id, kind, "DELETE_IN_PROGRESS", physical_id=id)
        delete(kind, id, properties, stack, logical_id)
        stacks._add_event(stack_id, stack, logical_id, kind, "DELETE_COMPLETE", physical_id=id)

    stacks._delete_resource = delete_aloud
