"""Whether CloudWatch may tell a topic of an alarm: by the topic's policy, and by that of the key that encrypts it.

AWS source: SNS Developer Guide, "Example cases for Amazon SNS access control" and "Enable compatibility between event
sources from AWS services and encrypted topics".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.encryption import keys_named
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of
from iam_stacks.evidence.values import flag
from iam_stacks.policy.decision import ALLOWED
from iam_stacks.policy.document import Document
from iam_stacks.policy.evaluator import evaluate
from iam_stacks.policy.request import Request
from iam_stacks.policy.symbol import has_symbol

_CLOUDWATCH = "cloudwatch.amazonaws.com"
_POLICIES = ("AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy")
_USE = ("kms:Decrypt", "kms:GenerateDataKey")
_KEY = "KmsMasterKeyId"
_KEY_OF_AWS = "alias/aws/sns"
"""SNS Developer Guide, "Managing Amazon SNS encryption keys and costs": a service that publishes needs a statement in
the key's policy, which nobody can change of this one."""


def may_publish(records: Records, alarm: Declared, topic: Declared) -> Shown:
    """Return whether CloudWatch may publish to a topic, for an alarm.

    A topic without a policy has the one that lets in whatever is of its account. Of several the last one counts,
    whichever that is.
    """
    of_topic = records.shown(topic, _is_no_key_of_aws(topic))
    return all_of([of_topic, *_by_policies(records, alarm, topic), *_by_key(records, alarm, topic)])


def _by_policies(records: Records, alarm: Declared, topic: Declared) -> Iterator[Shown]:
    arn = topic.arn or ""
    refuses = f"does not let CloudWatch publish to {called(topic)}"
    for policy in records.declared(*_POLICIES):
        if arn in _topics_of(policy):
            lets = _lets(records, alarm, records.policy_of(policy, arn), "sns:Publish", arn)
            yield records.shown(policy, (lets, refuses))


def _topics_of(policy: Declared) -> list[Any]:
    topics = policy.properties.get("Topics")
    return [policy.properties.get("TopicArn"), *(topics if isinstance(topics, list) else [])]


def _is_no_key_of_aws(topic: Declared) -> Claim:
    may = not str(topic.properties.get(_KEY)).endswith(_KEY_OF_AWS)
    return may, "is encrypted with the key of AWS, which CloudWatch may not use"


def _by_key(records: Records, alarm: Declared, topic: Declared) -> Iterator[Shown]:
    name = str(topic.properties.get(_KEY, _KEY_OF_AWS))
    if name.endswith(_KEY_OF_AWS):
        return
    keys = keys_named(records, name)
    if not keys:
        yield Shown(open=(f"the key that encrypts {called(topic)} was not read",))
    for key in keys:
        yield records.shown(key, *_usable(records, alarm, topic, key))


def _usable(records: Records, alarm: Declared, topic: Declared, key: Declared) -> Iterator[Claim]:
    arn = key.arn or ""
    policy = records.policy_of(key, arn)
    verdicts = [_lets(records, alarm, policy, action, arn) for action in _USE]
    yield (
        (False if False in verdicts else None if None in verdicts else True),
        f"does not let CloudWatch use it for {called(topic)}",
    )
    yield flag(key.properties.get("Enabled", True)), "is switched off"


def _lets(records: Records, alarm: Declared, policy: Document | None, action: str, resource: str) -> bool | None:
    """Tell whether a policy lets CloudWatch do something; None if it was not read, or depends on what is not known."""
    if policy is None:
        return None
    account = records.account.account_id
    ask = partial(_outcomes, policy, action=action, resource=resource, account=account)
    context = {
        "aws:SourceAccount": account,
        "aws:SourceOwner": account,
        "aws:SourceArn": str(alarm.arn),
        "aws:SecureTransport": "true",
    }
    if ask(context) == (ALLOWED,):
        return True
    # A symbol is equal to no literal, and what it stands for may be.
    literal = {key: value for key, value in context.items() if not has_symbol(value)}
    return None if ALLOWED in ask(literal) else False


def _outcomes(
    policy: Document, context: Mapping[str, str], *, action: str, resource: str, account: str
) -> tuple[str, ...]:
    request = Request(
        principal=_CLOUDWATCH,
        action=action,
        resource=resource,
        resource_account=account,
        context=context,
        unknown="*",
    )
    return evaluate(request, resource_policy=policy).outcomes
