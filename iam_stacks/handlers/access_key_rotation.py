"""The access key of one user.

Secrets Manager rotates it, a schedule retires what was replaced, CloudFormation has the first one made and all of them
deleted. The function runs once at a time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import boto3

from .custom_resource import Answer, Event, answered
from .notices import Notices
from .removal import delete_recorded_keys
from .retirement import Retirement
from .rotating_secret import RotatingSecret
from .rotation import Rotation
from .user_keys import UserKeys

_PROPERTIES = ("UserName", "SecretArn")


def handler(event: Mapping[str, Any], context: Any) -> None:
    """Serve a step of Secrets Manager, `Custom::RotatedAccessKey`, or a run of the schedule, whichever calls."""
    if "Step" in event:
        rotation = Rotation(keys=_keys(os.environ["USER_NAME"]), secret=_secret(os.environ["SECRET_ARN"]))
        rotation.step(event["Step"], secret=event["SecretId"], token=event["ClientRequestToken"])
    elif "RequestType" in event:
        # A creation that failed may have made a key: the Delete that follows has to look.
        answered(event, context, _act, id_if_not_created=_physical_id(event["ResourceProperties"]))
    else:
        _retirement().run()


def _act(event: Event) -> Answer:
    properties = event["ResourceProperties"]
    former = event.get("OldResourceProperties", {})
    answer = Answer(_physical_id(properties))
    if event["RequestType"] == "Create":
        _rotation(properties).make_first_key(token=event["RequestId"])
    elif event["RequestType"] == "Delete":
        _delete_keys(properties)
    # Another user or secret is another resource: CloudFormation then deletes the former one.
    elif any(former[name] != properties[name] for name in _PROPERTIES):
        _rotation(properties).bring_key_back(token=event["RequestId"])
        if event["PhysicalResourceId"] == answer.physical_id:
            # An update failed and is undone: nobody else deletes what it made.
            _delete_keys(former)
    return answer


def _delete_keys(properties: Mapping[str, Any]) -> None:
    own, serving = _secret(properties["SecretArn"]), _secret(os.environ["SECRET_ARN"])
    delete_recorded_keys(_keys(properties["UserName"]), own, other=serving)


def _physical_id(properties: Mapping[str, Any]) -> str:
    return " ".join(properties[name] for name in _PROPERTIES)


def _keys(user: str) -> UserKeys:
    return UserKeys(boto3.client("iam"), user)


def _secret(arn: str) -> RotatingSecret:
    return RotatingSecret(boto3.client("secretsmanager"), arn)


def _rotation(properties: Mapping[str, Any]) -> Rotation:
    return Rotation(keys=_keys(properties["UserName"]), secret=_secret(properties["SecretArn"]))


def _retirement() -> Retirement:
    return Retirement(
        keys=_keys(os.environ["USER_NAME"]),
        secret=_secret(os.environ["SECRET_ARN"]),
        notices=Notices(boto3.client("sns"), os.environ["NOTICES_TOPIC_ARN"]),
        grace=timedelta(seconds=int(os.environ["GRACE_SECONDS"])),
        delete_after=timedelta(seconds=int(os.environ["DELETE_AFTER_SECONDS"])),
    )
