"""CloudFormation type AWS::SecretsManager::RotationSchedule.

MiniStack refuses the type ("Unrecognized resource types"). Ref is the secret's ARN; a change rotates at once unless
RotateImmediatelyOnUpdate is false; another secret makes another schedule:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-rotationschedule.html
Delete when a release has it.
"""

import json
from typing import Any

from ministack.services import secretsmanager

from emulator.patches import secret_rotation
from emulator.patches.ministack_api import Created, Properties, call, register

PASSED_ON = ("SecretId", "RotationLambdaARN", "RotationRules")


def apply() -> None:
    """Register the type."""
    register("AWS::SecretsManager::RotationSchedule", _create, _update, _delete, replaced_by=("SecretId",))


def _create(_logical_id: str, properties: Properties, _stack: str) -> Created:
    asked: Properties = {key: properties[key] for key in PASSED_ON if key in properties}
    at_once = _is_true(properties.get("RotateImmediatelyOnUpdate", True))
    answer = call(secretsmanager._rotate_secret, {**asked, "RotateImmediately": at_once})
    return json.loads(answer)["ARN"], {}


def _update(_arn: str, _old: Properties, new: Properties, stack: str) -> Created:
    return _create("", new, stack)


def _delete(arn: str, _properties: Properties) -> None:
    call(secret_rotation.cancel, {"SecretId": arn}, tolerate=("ResourceNotFoundException",))


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"
