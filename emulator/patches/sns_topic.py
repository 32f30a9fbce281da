"""CloudFormation type AWS::SNS::Topic: its key, and whom its policy lets in when there is no AWS::SNS::TopicPolicy.

MiniStack makes the topic without its KMS key, in silence; its API has the attribute. Its default policy lets everybody
in. On AWS the key is set, and the default policy is for those who act for the owner's account:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topic.html
https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
Delete when a release has it.
"""

import json
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import sns

from emulator.patches.ministack_api import Created, Properties, handlers


def apply() -> None:
    """Follow MiniStack's create and update with what they leave out."""
    topic = handlers("AWS::SNS::Topic")
    create, update = topic["create"], topic["update"]

    def create_with_key(logical_id: str, properties: Properties, stack: str) -> Created:
        arn, attributes = create(logical_id, properties, stack)
        _set_key(arn, properties)
        _narrow(arn)
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


def _narrow(arn: str) -> None:
    policy = json.loads(sns._topics[arn]["attributes"]["Policy"])
    for statement in policy["Statement"]:
        statement["Condition"] = {"StringEquals": {"AWS:SourceOwner": get_account_id()}}
    sns._topics[arn]["attributes"]["Policy"] = json.dumps(policy)
