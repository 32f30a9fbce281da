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

from iam_stacks.constructs.alarm_topic import let_alarms_in, require_alarm_topic
from iam_stacks.constructs.break_glass_roles import require_roles
from iam_stacks.constructs.given import require_has, require_list, require_switch
from iam_stacks.constructs.identity_notices import IdentityNotices
from iam_stacks.constructs.left_out import remaining
from iam_stacks.constructs.notices_queue import NoticesQueue
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.monitoring.break_glass import break_glass
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.description import description_of
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy import limits

NAMESPACE = "iam-stacks/identities"

_ONE = "set of identity alarms for each metric namespace in a Region"
_TOLD_TO_NOBODY = "nobody is told of an alarm: give emails, queue=True, or a topic of your own that has subscribers"
_OR_ANOTHER = "use it instead, or give another namespace if the log group is another"


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
            topic: where the alarms go. Its policy and its key let them in; if one of them is imported, that is yours
                to do. Default: an encrypted topic of their own.
            emails: addresses to tell; AWS asks each to confirm first. Default: none.
            queue: whether a queue receives the notices too, for a program that reads them.
            break_glass_roles: the roles for emergencies, by name, with the path if there is one:
                `emergency/BreakGlass`. Default: none.
            leave_out: what is not watched, such as `VpcChanged`: other alarms have it, or it happens every day.
            namespace: of the metrics. Alarms on another log group of the same account and Region need another one,
                or each would ring for the events of both.

        Raises:
            PolicyError: the log group, the topic, an address, or the name of a role is none; the topic is of another
                Region, or FIFO and given with emails; nothing of a name to leave out is watched, or nothing at all
                would be; or alarms of the account and Region use the namespace already.
        """
        require_has("log_group", log_group, "log_group_arn", "a log group, such as IamTrail(...).log_group")
        require_switch("queue", queue)
        limits.METRIC_NAMESPACE.require("namespace", namespace or "")
        addresses = require_list("emails", emails, "addresses")
        for address in addresses:
            limits.EMAIL_ADDRESS.require("email", address)
        if topic is not None:
            require_alarm_topic(scope, topic, mail=bool(addresses))
        could_be = (*WATCHED, *break_glass(require_roles(break_glass_roles)))
        watched = remaining({each.name: each for each in could_be}, leave_out)
        region = Stack.of(scope).region
        self.account_key = f"{namespace} in {'its Region' if Token.is_unresolved(region) else region}"
        refuse_second(type(self), scope, id, _ONE, self.account_key, _OR_ANOTHER)
        super().__init__(scope, id)
        self.topic = self._topic(topic, told=bool(addresses) or queue)
        for address in dict.fromkeys(addresses):
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
        self.queue: sqs.Queue | None = self._queue() if queue else None
        self.filters: Mapping[str, logs.MetricFilter] = {
            each.name: self._filter(each, log_group, namespace) for each in watched
        }
        self.alarms: Mapping[str, cloudwatch.Alarm] = {each.name: self._alarm(each) for each in watched}

    def _topic(self, given: sns.ITopic | None, *, told: bool) -> sns.ITopic:
        """Return where the alarms go, and may go."""
        if given is not None:
            let_alarms_in(self, given)
        elif not told:
            Annotations.of(self).add_warning_v2("iam-stacks:alarms-without-subscriber", _TOLD_TO_NOBODY)
        return given or IdentityNotices(self, "Notices")

    def _queue(self) -> sqs.Queue:
        """Return what the topic sends to: a topic of ours has one queue, whoever asks for it."""
        to = self.topic
        return to.to_queue() if isinstance(to, IdentityNotices) else NoticesQueue(self, "Queue", topic=to)

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
        period = Duration.seconds(watched.period)
        metric = self.filters[watched.name].metric(statistic=cloudwatch.Stats.SUM, period=period)
        alarm = cloudwatch.Alarm(
            self,
            watched.name,
            metric=metric,
            threshold=watched.threshold,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=description_of(watched),
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        return alarm
