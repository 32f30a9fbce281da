"""What EventBridge and CloudWatch may publish, and what SNS may send on to a queue.

MiniStack has EventBridge and CloudWatch publish to every topic, encrypted or not, and EventBridge send to every queue;
SNS asks a queue's policy, but not its key's. On AWS a topic's or a queue's policy has to allow the service, and so has
the policy of the key that encrypts it; what is refused is lost without a word. EventBridge does not say to KMS for
which rule it acts:
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html
Delete when a release has it.
"""

import logging
from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import cloudwatch, eventbridge, sns, sqs

from emulator.patches.service_access import may, may_use_key, on_behalf_of

ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
EVENTS, CLOUDWATCH, SNS = "events.amazonaws.com", "cloudwatch.amazonaws.com", "sns.amazonaws.com"

logger = logging.getLogger("publishing")


def apply() -> None:
    """Ask the policies before something is sent."""
    invoke, act, send = eventbridge._invoke_target, cloudwatch._dispatch_alarm_actions, sns._deliver_to_sqs

    def invoke_allowed(target: dict[str, Any], event: Any, rule: dict[str, Any], view: Any = None) -> None:
        if _told(EVENTS, rule["Arn"], target.get("Arn", ""), {}):
            invoke(target, event, rule, view)

    def act_allowed(alarm: dict[str, Any], *arguments: Any) -> None:
        arn = alarm["AlarmArn"]
        lists = [name for name in ("AlarmActions", "OKActions", "InsufficientDataActions") if alarm.get(name)]
        kept = {name: [one for one in alarm[name] if _told(CLOUDWATCH, arn, one, on_behalf_of(arn))] for name in lists}
        act({**alarm, **kept}, *arguments)

    def send_allowed(endpoint: str, *arguments: Any, topic_arn: str = "", **more: Any) -> None:
        if _queue_key_allows(SNS, endpoint, on_behalf_of(topic_arn)):
            send(endpoint, *arguments, topic_arn=topic_arn, **more)
        else:
            _log(SNS, topic_arn, endpoint)

    eventbridge._invoke_target, sns._deliver_to_sqs = invoke_allowed, send_allowed
    cloudwatch._dispatch_alarm_actions = act_allowed


def _told(service: str, source: str, target: str, to_kms: Mapping[str, str]) -> bool:
    """Tell whether a service may tell this target; neither a topic nor a queue is none of our business."""
    checks = {"sns": _topic_allows, "sqs": _queue_allows}
    check = checks.get(target.split(":")[2] if target.count(":") > 4 else "")
    allowed = check is None or check(service, source, target, to_kms)
    if not allowed:
        _log(service, source, target)
    return allowed


def _topic_allows(service: str, source: str, topic: str, to_kms: Mapping[str, str]) -> bool:
    attributes = (sns._topics.get(topic) or {"attributes": {}})["attributes"]
    owner = {"aws:sourceowner": get_account_id()} if service == CLOUDWATCH else {}  # the default policy asks for it
    allowed = may(service, "sns:Publish", topic, attributes.get("Policy"), {**on_behalf_of(source), **owner})
    return allowed and may_use_key(service, attributes.get("KmsMasterKeyId", ""), ACTIONS, to_kms)


def _queue_allows(service: str, source: str, queue: str, to_kms: Mapping[str, str]) -> bool:
    attributes = (sqs._queue_by_arn(queue) or {"attributes": {}})["attributes"]
    allowed = may(service, "sqs:SendMessage", queue, attributes.get("Policy"), on_behalf_of(source))
    return allowed and _queue_key_allows(service, queue, to_kms)


def _queue_key_allows(service: str, queue: str, to_kms: Mapping[str, str]) -> bool:
    record = sqs._queue_by_arn(queue) or {"attributes": {}}
    return may_use_key(service, record["attributes"].get("KmsMasterKeyId", ""), ACTIONS, to_kms)


def _log(service: str, source: str, target: str) -> None:
    logger.warning(
        "%s may not publish to %s (for %s): its policy, or its key's, does not allow it", service, target, source
    )
