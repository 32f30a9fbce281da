"""CloudFormation type AWS::Logs::LogGroup: a key that refuses, and a name that is taken.

MiniStack takes any key, and empties a log group of the same name that was there before. On AWS the create fails: the
key's policy has to let CloudWatch Logs use it for this group.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
Delete when a release has it.
"""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs

from emulator.patches.ministack_api import Created, Properties, handlers
from emulator.patches.service_access import may_use_key

ACTIONS = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")


def apply() -> None:
    """Look before the group is made or changed."""
    group = handlers("AWS::Logs::LogGroup")
    create, update = group["create"], group["update"]

    def create_checked(logical_id: str, properties: Properties, stack: str) -> Created:
        name = properties.get("LogGroupName", "")
        if name in cloudwatch_logs._log_groups:
            raise ValueError(f"Resource of type 'AWS::Logs::LogGroup' with identifier '{name}' already exists.")
        created: Created = create(logical_id, properties, stack)
        try:
            _check_key(created[0], properties)
        except ValueError:
            group["delete"](created[0], properties)  # a failed create leaves nothing behind
            raise
        return created

    def update_checked(name: str, old: Properties, new: Properties, *arguments: Any, **more: Any) -> Any:
        _check_key(name, new)
        return update(name, old, new, *arguments, **more)

    group.update(create=create_checked, update=update_checked)


def _check_key(name: str, properties: Properties) -> None:
    arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{name}"
    key, context = properties.get("KmsKeyId", ""), {"kms:encryptioncontext:aws:logs:arn": arn}
    names = (
        f"logs.{get_region()}.amazonaws.com",
        "logs.amazonaws.com",
    )  # AWS documents the first, CDK writes the other
    if not any(may_use_key(name, key, ACTIONS, context) for name in names):
        raise ValueError(f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'")
