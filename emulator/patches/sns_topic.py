"""CloudFormation type AWS::SNS::Topic: its key.

MiniStack makes the topic without its KMS key, in silence; its API has the attribute. On AWS it is set:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topic.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import sns

from emulator.patches.ministack_api import Created, Properties, handlers


def apply() -> None:
    """Follow MiniStack's create and update with what they leave out."""
    topic = handlers("AWS::SNS::Topic")
    create, update = topic["create"], topic["update"]

    def create_with_key(logical_id: str, properties: Properties, stack: str) -> Created:
        arn, attributes = create(logical_id, properties, stack)
        _set_key(arn, properties)
        return arn, attributes

    def update_with_key(arn: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None) -> Any:
        answer = update(arn, old, new, stack, logical_id)
        _set_key(answer[0], new)
        return answer

    topic.update(create=create_with_key, update=update_with_key)


def _set_key(arn: str, properties: Properties) -> None:
    attributes = sns._topics[arn]["attributes"]
    attributes.pop("KmsMasterKeyId", None)
    attributes.update({"KmsMasterKeyId": properties["KmsMasterKeyId"]} if "KmsMasterKeyId" in properties else {})
