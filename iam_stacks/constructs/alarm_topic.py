"""Topics that alarms are sent to."""

from __future__ import annotations

from aws_cdk import Annotations, Stack, Token
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.given import require_has
from iam_stacks.constructs.service_statement import of_account, service_statement
from iam_stacks.policy import PolicyError

ALARMS = "cloudwatch.amazonaws.com"
USE_OF_KEY = ("kms:Decrypt", "kms:GenerateDataKey*")


def require_topic(topic: sns.ITopic) -> None:
    """Refuse what is no topic.

    Args:
        topic: what was given as `topic`.

    Raises:
        PolicyError: it is none.
    """
    require_has("topic", topic, "topic_arn", "a topic, such as sns.Topic(...) or IdentityAlarms(...).topic")


def require_alarm_topic(scope: Construct, topic: sns.ITopic, *, mail: bool) -> None:
    """Refuse a topic that alarms, or mails of theirs, would not get through.

    AWS source: Amazon SNS Developer Guide, "Amazon SNS message delivery for FIFO topics".

    Args:
        scope: what the alarms are part of.
        topic: what was given as `topic`.
        mail: whether somebody is to be told by e-mail.

    Raises:
        PolicyError: it is none, of another Region, as far as both are known, or FIFO, which sends no mail.
    """
    require_topic(topic)
    here, there = Stack.of(scope).region, topic.env.region
    if here != there and not (Token.is_unresolved(here) or Token.is_unresolved(there)):
        raise PolicyError(
            f"topic is in {there}, the alarms in {here}: CloudWatch sends to topics of its own Region only; give a "
            f"topic of {here}"
        )
    if mail and topic.fifo:
        raise PolicyError("emails go with no FIFO topic, which sends to queues only; give a standard topic")


def publishing(topic: sns.ITopic, account: str) -> iam.PolicyStatement:
    """Return the statement that lets alarms of an account publish to a topic.

    With a policy of its own, a topic has no longer the default one, which lets in whatever is of the account.

    AWS source: Amazon SNS Developer Guide, "Example cases for Amazon SNS access control" and "Amazon SNS API
    permissions: Actions and resources reference".

    Args:
        topic: the topic.
        account: the account.
    """
    # A policy has each Sid once: those for other accounts are numbered by CDK.
    sid = "AllowAlarms" if account == topic.env.account else None
    return service_statement(
        ALARMS, sid=sid, actions=["sns:Publish"], resources=[topic.topic_arn], conditions=of_account(account)
    )


def let_alarms_in(alarms: Construct, topic: sns.ITopic) -> None:
    """Let alarms publish to a topic and use its key; warn if that is for somebody else to do.

    AWS source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted
    topics".

    Args:
        alarms: the alarms, or what they are part of.
        topic: where they go.
    """
    account = Stack.of(alarms).account
    key = topic.master_key
    let_in = {
        "topic": topic.add_to_resource_policy(publishing(topic, account)).statement_added,
        "topic's key": key is None
        or key.add_to_resource_policy(
            service_statement(ALARMS, actions=USE_OF_KEY, conditions=of_account(account)), True
        ).statement_added,
    }
    for what in (what for what, is_in in let_in.items() if not is_in):
        Annotations.of(alarms).add_warning_v2(
            "iam-stacks:alarms-not-let-in",
            f"no alarm arrives unless the policy of the {what}, which is imported, lets {ALARMS} in, and the policy of "
            "a key that AWS manages does not; see to it, or give a topic that is defined in the app",
        )
