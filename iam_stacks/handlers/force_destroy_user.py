"""Deletes what people made for a user, before CloudFormation deletes the user. IAM API Reference, DeleteUser."""

from __future__ import annotations

import os
from typing import Any

import boto3

from .custom_resource import Answer, Event, RefusalError, answered
from .user_credentials import delete_all

_WHOLE_STACK_GOES = ("DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS")


def handler(event: Event, context: Any) -> None:
    """Serve `Custom::ForceDestroyUser`."""
    answered(event, context, _act)


def _act(event: Event) -> Answer:
    user = event["ResourceProperties"]["UserName"]
    # Not what the event says of them: whoever can invoke a function can send one.
    if event["RequestType"] == "Delete" and _goes(os.environ["STACK_ID"], os.environ["USER_LOGICAL_ID"], user):
        delete_all(boto3.client("iam"), user)
    return Answer(user)


def _goes(stack: str, logical_id: str, user: str) -> bool:
    """Tell whether the user is about to be deleted; if not, only this resource is: somebody turned it off.

    While CloudFormation cleans up after an update the template is the new one; after a failed update, the former one.
    """
    cloudformation = boto3.client("cloudformation")
    status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    if status in _WHOLE_STACK_GOES:
        return True
    template = cloudformation.get_template(StackName=stack)["TemplateBody"]
    # What botocore could read as JSON is no text any more.
    if isinstance(template, str):
        raise RefusalError(
            f"the stack's template is not JSON, so nobody can tell whether {user} goes; deploy it as JSON"
        )
    if logical_id not in template["Resources"]:
        return True
    resource = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
    return bool(resource["StackResourceDetail"]["PhysicalResourceId"] != user)
