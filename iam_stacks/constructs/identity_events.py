"""Notices of what happens to identities, as it happens."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Aws, CfnRule, CfnRuleAssertion, Fn, Stack, Token
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks.constructs.alarm_topic import require_topic
from iam_stacks.constructs.break_glass_roles import require_roles
from iam_stacks.constructs.event_notice import notice_of
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.left_out import remaining
from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.notices_queue import undelivered_queue
from iam_stacks.constructs.service_statement import service_statement
from iam_stacks.monitoring.events import IDENTITY_EVENTS, WatchedEvents, break_glass_events
from iam_stacks.monitoring.global_events import GLOBAL_EVENTS
from iam_stacks.monitoring.sentence import sentence
from iam_stacks.policy import PolicyError

_REGIONS = tuple(GLOBAL_EVENTS.values())
_WHY = (
    "IAM and the sign-in of the root user tell EventBridge of what happens in one Region of a partition only: "
    + ", ".join(f"{region} in {partition}" for partition, region in GLOBAL_EVENTS.items())
)
_LONGEST_DESCRIPTION = 512
"""Characters. EventBridge API Reference, PutRule."""
_ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


class IdentityEvents(Construct):
    """Notices of changes to identities and of the root user, which do not wait for the period of an alarm.

    They are for people: who did what to whom, when and from where, and the event's id, by which CloudTrail has the
    rest. Nothing of a policy, and no secret, is in them. Who used a role for emergencies is told by the name of the
    session, since an identity provider may have chosen that of the user. A trail of the account must log management
    events.

    They go beside `IdentityAlarms`, not instead: EventBridge knows only what was called in its Region. That is all of
    IAM, but not a session that STS gave in another Region, of a role for emergencies or by `AssumeRoot`.

    AWS source: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail", "Receiving read-only
    management events from AWS services" and "Using resource-based policies for Amazon EventBridge"; AWS re:Post, "Why
    does my EventBridge rule for IAM events only trigger in the us-east-1 Region?".

    Attributes:
        rules: the rules, by what they tell of, such as `CredentialsChanged`.
        failures: a queue that keeps for 14 days what the topic did not take.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic: sns.ITopic,
        break_glass_roles: Sequence[str] = (),
        leave_out: Sequence[str] = (),
    ) -> None:
        """Define the rules.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            topic: where the notices go: that of `IdentityAlarms`, one of `IdentityNotices`, or another one. Its policy
                and its key let EventBridge in, of whatever account, since EventBridge supports no condition there.
                If it is imported, that is yours to do.
            break_glass_roles: the roles for emergencies, by name, with the path if there is one:
                `emergency/BreakGlass`. Default: none.
            leave_out: what is not told, such as `IdentitiesChanged`, where every deployment makes a role.

        Raises:
            PolicyError: the topic or the name of a role is none, nothing of a name to leave out is told, or nothing at
                all would be, or the stack is in a Region where EventBridge hears nothing of IAM. If its Region is not
                known, CloudFormation refuses to deploy it in such a one.
        """
        region = Stack.of(scope).region
        _require_region(f"{scope.node.path}/{id}", region)
        require_topic(topic)
        roles = require_roles(break_glass_roles)
        told = (*IDENTITY_EVENTS, *map(break_glass_events, roles))
        watched = remaining({each.name: each for each in told}, leave_out)
        super().__init__(scope, id)
        if Token.is_unresolved(region):
            here = Fn.condition_contains(list(_REGIONS), region)
            CfnRule(self, "Region", assertions=[CfnRuleAssertion(assert_=here, assert_description=_WHY)])
        self.failures = self._for_rules(undelivered_queue(self, "Failures", MonitoringKey.of(self).for_events()))
        # CDK gives each rule a statement of its own, of which the policy of a queue takes few, unless it is not its.
        self._kept = sqs.Queue.from_queue_arn(self, "Kept", self.failures.queue_arn)
        self.rules = {each.name: self._rule(each, topic) for each in watched}

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """That the queue has none for its own failures: the pack knows no queue of a rule."""
        because = "it is itself the dead-letter queue of rules of EventBridge, which nothing but people read"
        return (ExpectedFinding(scope=self.failures, rule="SQS3", because=because),)

    def _for_rules(self, queue: sqs.Queue) -> sqs.Queue:
        """Let the rules of the account, in the Region, send to a queue, in one statement; return it.

        AWS source: Amazon SQS Developer Guide, "Amazon SQS policy quotas"; EventBridge User Guide, "Using dead-letter
        queues to process undelivered events in EventBridge".
        """
        rules = f"arn:{Aws.PARTITION}:events:{Aws.REGION}:{Aws.ACCOUNT_ID}:rule/*"
        queue.add_to_resource_policy(
            service_statement(
                "events.amazonaws.com",
                sid="AllowRules",
                actions=["sqs:SendMessage"],
                resources=[queue.queue_arn],
                conditions={"ArnLike": {"aws:SourceArn": rules}},
            )
        )
        return queue

    def _rule(self, watched: WatchedEvents, topic: sns.ITopic) -> events.Rule:
        rule = events.Rule(
            self,
            watched.name,
            description=sentence(watched.says)[:_LONGEST_DESCRIPTION],
            event_pattern=events.EventPattern(
                source=list(watched.source) or events.Match.prefix("aws."),
                detail_type=list(watched.detail_type),
                detail=watched.detail,
            ),
            targets=[targets.SnsTopic(topic, message=notice_of(watched), dead_letter_queue=self._kept)],
        )
        if watched.read_only:
            resource = rule.node.default_child
            assert isinstance(resource, events.CfnRule)
            # CDK has a rule only on or off.
            resource.state = _ALL_EVENTS
        return rule


def _require_region(path: str, region: str) -> None:
    if not Token.is_unresolved(region) and region not in _REGIONS:
        raise PolicyError(
            f"{path}: events of IAM do not reach EventBridge in {region!r}. {_WHY}; give it a stack of its own there"
        )
