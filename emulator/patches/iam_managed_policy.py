"""CloudFormation type AWS::IAM::ManagedPolicy: what its create and its delete have to refuse.

MiniStack writes over a policy of the same name that was there before, takes any document, skips a Role, User or Group
that does not exist, and deletes a policy that is still attached somewhere. On AWS all four fail, as in the API:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches import names
from emulator.patches.ministack_api import Properties, call, handlers, physical_name


def apply() -> None:
    """Check before MiniStack's create and update, and replace its delete."""
    policy = handlers("AWS::IAM::ManagedPolicy")
    create, update = policy["create"], policy["update"]

    def checked_create(logical_id: str, properties: Properties, stack: str) -> Any:
        name = physical_name(properties, "ManagedPolicyName", stack, logical_id, 128)
        if names.is_taken("Policy", name):
            raise ValueError(f"A policy called {name} already exists. Duplicate names are not allowed.")
        _check(properties)
        return create(logical_id, properties, stack)

    def checked_update(arn: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None) -> Any:
        _check(new)
        return update(arn, old, new, stack, logical_id)

    policy.update(create=checked_create, update=checked_update, delete=_delete)


def _check(properties: Properties) -> None:
    provisioners._iam_policy_require_valid_document(properties)
    provisioners._iam_policy_require_entities(properties)


def _delete(arn: str, properties: Properties) -> None:
    provisioners._iam_policy_reconcile_entities(arn, properties, {})
    call(iam._delete_policy, {"PolicyArn": arn}, tolerate=("NoSuchEntity",))
