"""Where events go that a function failed to process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs

from iam_stacks.constructs.encryption_key import key_arn_of
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError


def dead_letters(target: sqs.IQueue | sns.ITopic) -> Iterator[Right]:
    """Yield the rights to send failed events ("Capturing records of Lambda asynchronous invocations").

    With a customer managed key both are needed: "Key management" of the Amazon SQS and Amazon SNS Developer Guides.

    Args:
        target: a standard queue or topic.

    Raises:
        PolicyError: it is something else, or its key is an alias of one that is not known.
    """
    send, arn, key = _sent_to(target)
    if getattr(target, "fifo", False):
        raise PolicyError("dead_letter_queue is FIFO, which Lambda does not send to; give a standard queue or topic")
    yield Right(sid="SendFailedEvents", actions=(send,), resources=(arn,))
    key_arn = key_arn_of(key)
    if key_arn:
        yield Right(sid="EncryptFailedEvents", actions=("kms:GenerateDataKey", "kms:Decrypt"), resources=(key_arn,))


def _sent_to(target: Any) -> tuple[str, str, kms.IKey | None]:
    # Interfaces of CDK are no classes at run time: what a thing is shows in what it has.
    if hasattr(target, "queue_arn"):
        return "sqs:SendMessage", target.queue_arn, target.encryption_master_key
    if hasattr(target, "topic_arn"):
        return "sns:Publish", target.topic_arn, target.master_key
    raise PolicyError(f"dead_letter_queue {target!r} is not allowed; give a queue of SQS or a topic of SNS")
