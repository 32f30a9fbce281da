"""A custom resource whose Create answers FAILED.

MiniStack forgets it, so that nothing undoes the half of it that was done. AWS sends Delete when the stack rolls back,
with the physical id that the answer gave:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-delete.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
Delete when a release has it.
"""

from typing import Any

from ministack.services.cloudformation import custom_resource, stacks

Failure = dict[str, Any]
_answers: dict[str, Any] = {}  # the last that failed, by the stack's id and the logical id
_failed: dict[str, Failure] = {}


def apply() -> None:
    """Remember the answer, and put the resource among those that the rollback deletes."""
    deliver, invoke, roll_back = (
        custom_resource.deliver_response,
        custom_resource.invoke_custom_resource,
        stacks._roll_back_operation,
    )

    def deliver_and_remember(token: str, answer: Any) -> Any:
        if answer.get("Status") == "FAILED":
            _answers[_name(answer.get("StackId"), answer.get("LogicalResourceId"))] = answer.get("PhysicalResourceId")
        return deliver(token, answer)

    def invoke_and_remember(request: str, logical_id: str, properties: Any, *of: Any, **more: Any) -> Any:
        try:
            return invoke(request, logical_id, properties, *of, **more)
        except RuntimeError:  # the answer was FAILED
            _, stack_id, kind = of[:3]
            name = _name(stack_id, logical_id)
            if request == "Create" and _answers.get(name):
                _failed[name] = {
                    "PhysicalResourceId": _answers.pop(name),
                    "ResourceType": kind,
                    "LogicalResourceId": logical_id,
                    "Properties": properties,
                }
            raise

    async def roll_back_failed(
        stack_name: str, stack_id: str, stack: Any, operation: Any, *more: Any, **named: Any
    ) -> None:
        logical_id = operation.get("failed_logical_id")
        failed = _failed.pop(_name(stack_id, logical_id), None)
        if failed:
            stack.setdefault("_resources", {})[logical_id] = failed
            operation = {**operation, "created": [*operation["created"], logical_id]}
        await roll_back(stack_name, stack_id, stack, operation, *more, **named)

    custom_resource.deliver_response = deliver_and_remember
    custom_resource.invoke_custom_resource = invoke_and_remember
    stacks._roll_back_operation = roll_back_failed


def _name(stack_id: Any, logical_id: Any) -> str:
    return f"{stack_id} {logical_id}"
