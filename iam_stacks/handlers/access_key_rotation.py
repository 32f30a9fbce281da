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
        user, secret = os.environ["USER_NAME"], os.environ["SECRET_ARN"]
        _rotation(user, secret).step(event["Step"], secret=event["SecretId"], token=event["ClientRequestToken"])
    elif "RequestType" in event:
        # A creation that failed may have made a key: the Delete that follows has to look.
        answered(event, context, _act, id_if_not_created=_physical_id(event["ResourceProperties"]))
    else:
        _retirement().run()


def _act(event: Event) -> Answer:
    properties = event["ResourceProperties"]
    former = event.get("OldResourceProperties", {})
    answer = Answer(_physical_id(properties))
    if event["RequestType"] == "Delete":
        _delete_keys(properties)
    # Another user or secret is another resource: CloudFormation then deletes the former one.
    elif any(former.get(name) != properties[name] for name in _PROPERTIES):
        user, secret = (properties[name] for name in _PROPERTIES)
        _rotation(user, secret).make_first_key(token=event["RequestId"])
        if event.get("PhysicalResourceId") == answer.physical_id:
            # An update failed and is undone: nobody else deletes what it made.
            _delete_keys(former)
    return answer


def _delete_keys(properties: Mapping[str, Any]) -> None:
    user, secret = (properties[name] for name in _PROPERTIES)
    delete_recorded_keys(_keys(user), _secret(secret))


def _physical_id(properties: Mapping[str, Any]) -> str:
    return " ".join(properties[name] for name in _PROPERTIES)


def _keys(user: str) -> UserKeys:
    return UserKeys(boto3.client("iam"), user)


def _secret(arn: str) -> RotatingSecret:
    return RotatingSecret(boto3.client("secretsmanager"), arn)


def _rotation(user: str, secret: str) -> Rotation:
    return Rotation(keys=_keys(user), secret=_secret(secret))


def _retirement() -> Retirement:
    return Retirement(
        keys=_keys(os.environ["USER_NAME"]),
        secret=_secret(os.environ["SECRET_ARN"]),
        notices=Notices(boto3.client("sns"), os.environ["NOTICES_TOPIC_ARN"]),
        grace=timedelta(seconds=int(os.environ["GRACE_SECONDS"])),
        delete_after=timedelta(seconds=int(os.environ["DELETE_AFTER_SECONDS"])),
    )
