"""Alarms when somebody touches identities, or what watches them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import Annotations, Duration, Stack, Token
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from iam_stacks.constructs.break_glass_roles import require_roles
from iam_stacks.constructs.event_notice import sentence
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.identity_notices import IdentityNotices
from iam_stacks.constructs.left_out import without
from iam_stacks.constructs.notices_queue import NoticesQueue
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.monitoring.break_glass import break_glass
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.numbers import CIS_NUMBERS
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy import limits

NAMESPACE = "iam-stacks/identities"


class IdentityAlarms(Construct):
    """Alarms for every recommendation of the CIS benchmark's section Monitoring, and for what thieves of identities do.

    Each is a filter on the log group of a trail, a metric that it alone counts into, and an alarm on their sum, which
    a topic sends on. Security Hub's controls CloudWatch.1 to CloudWatch.14 pass if the trail is multi-Region, logs
    all management events, and its home is the account and Region of these alarms, as with `IamTrail`.

    AWS source: AWS Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch".

    Attributes:
        topic: where the alarms go.
        queue: where the topic sends them; None unless asked for.
        filters: the metric filters, by what they watch, such as `RootUserUsed`.
        alarms: the alarms, by the same.
        account_key: what an account has one of: the metrics of a namespace in a Region.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        log_group: logs.ILogGroup,
        topic: sns.ITopic | None = None,
        emails: Sequence[str] = (),
        queue: bool = False,
        break_glass_roles: Sequence[str] = (),
        leave_out: Sequence[str] = (),
        namespace: str = NAMESPACE,
    ) -> None:
        """Define the filters, the alarms, and where they go.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            log_group: what a trail delivers to: `IamTrail(...).log_group`, or one that is there already,
                `logs.LogGroup.from_log_group_name(...)`.
            topic: where the alarms go. Default: an encrypted topic of their own.
            emails: addresses to tell; AWS asks each to confirm first. Default: none.
            queue: whether a queue receives the notices too, for a program that reads them.
            break_glass_roles: the roles for emergencies, by name, with the path if there is one:
                `emergency/BreakGlass`. Default: none.
            leave_out: what is not watched, such as `VpcChanged`: other alarms have it, or it happens every day.
            namespace: of the metrics. Alarms on another log group of the same account and Region need another one,
                or each would ring for the events of both.

        Raises:
            PolicyError: an address, or the name of a role, is none, nothing of a name to leave out is watched, or
                alarms of the account and Region use the namespace already.
        """
        super().__init__(scope, id)
        limits.METRIC_NAMESPACE.require("namespace", namespace)
        for address in emails:
            limits.EMAIL_ADDRESS.require("email", address)
        roles = require_roles(break_glass_roles)
        watched = without([*WATCHED, *break_glass(roles)], leave_out)
        self.account_key = _in_region(namespace, Stack.of(self).region)
        refuse_second(self, "set of identity alarms for each metric namespace in a Region", self.account_key)
        self.topic: sns.ITopic = topic or IdentityNotices(self, "Notices")
        self.queue: sqs.Queue | None = NoticesQueue(self, "Queue", topic=self.topic) if queue else None
        for address in dict.fromkeys(emails):
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
        if not (topic or emails or queue):
            text = "nobody is told of an alarm: give emails, queue=True, or a topic of your own that has subscribers"
            Annotations.of(self).add_warning_v2("iam-stacks:alarms-without-subscriber", text)
        self.filters: Mapping[str, logs.MetricFilter] = {
            each.name: self._filter(each, log_group, namespace) for each in watched
        }
        self.alarms: Mapping[str, cloudwatch.Alarm] = {each.name: self._alarm(each) for each in watched}

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """None: what the packs ask of topics, queues and alarms is so."""
        return ()

    def _filter(self, watched: Watched, log_group: logs.ILogGroup, namespace: str) -> logs.MetricFilter:
        # No default value: it would count what is not there, and dilute an average.
        return logs.MetricFilter(
            self,
            f"{watched.name}Filter",
            log_group=log_group,
            filter_pattern=logs.FilterPattern.literal(watched.pattern),
            metric_namespace=namespace,
            metric_name=watched.name,
            metric_value="1",
        )

    def _alarm(self, watched: Watched) -> cloudwatch.Alarm:
        metric = self.filters[watched.name].metric(
            statistic=cloudwatch.Stats.SUM, period=Duration.seconds(watched.period)
        )
        alarm = cloudwatch.Alarm(
            self,
            watched.name,
            metric=metric,
            threshold=watched.threshold,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=_description(watched),
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        return alarm


def _in_region(namespace: str, region: str) -> str:
    return f"{namespace} in {'its Region' if Token.is_unresolved(region) else region}"


def _description(watched: Watched) -> str:
    """Return what happened and, if the benchmark has it, its numbers there."""
    numbers = CIS_NUMBERS.get(watched.name)
    versions = {"3.0": numbers.v3, "5.0": numbers.v5, "7.0": numbers.v7} if numbers else {}
    cited = ", ".join(f"{number} in {version}" for version, number in versions.items() if number)
    says = sentence(watched.says)
    return f"{says}. CIS AWS Foundations Benchmark: {cited}." if cited else f"{says}."
