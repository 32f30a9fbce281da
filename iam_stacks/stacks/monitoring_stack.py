"""What watches the identities of an estate."""

from __future__ import annotations

from typing import TypeVar

import aws_cdk as cdk
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.config import AccessKeyRotation, Estate
from iam_stacks.config.monitoring import AccessAnalyzers as WantedAnalyzers
from iam_stacks.config.monitoring import Alarms, ConfigRules, Events, Monitoring, Trail
from iam_stacks.constructs.access_analyzers import AccessAnalyzers
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.identity_alarms import IdentityAlarms
from iam_stacks.constructs.identity_config_rules import IdentityConfigRules
from iam_stacks.constructs.identity_events import IdentityEvents
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.policy.limits import ACCESS_KEY_AGE
from iam_stacks.stacks.estate_stack import EstateStack

_Thing = TypeVar("_Thing", bound=Construct)


class MonitoringStack(EstateStack):
    """A trail and alarms, rules of EventBridge and AWS Config, and analyzers: what `monitoring:` asks for."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        estate: Estate,
        monitoring: Monitoring,
        password_policy: PasswordPolicy | None = None,
        env: cdk.Environment | None = None,
    ) -> None:
        """Define the stack of monitoring.

        Args:
            scope: the app.
            id: the stack's name.
            estate: what `iam.yaml` says, for its tags, its roles for emergencies and the age of its access keys.
            monitoring: what `monitoring:` says.
            password_policy: what AWS Config expects of the account. Default: what `PasswordPolicy` asks for by default.
            env: the account and Region. Default: whichever the deployment's credentials belong to.
        """
        super().__init__(scope, id, estate=estate, env=env)
        self._estate = estate
        if monitoring.trail:
            log_group = self._define_trail(monitoring.trail)
            alarms = self._define_alarms(monitoring.alarms, log_group) if monitoring.alarms else None
            if alarms and monitoring.events:
                self._define_events(monitoring.events, alarms.topic)
            self._define_outputs(log_group, alarms)
        if monitoring.config:
            self._define_config_rules(monitoring.config, password_policy)
        if monitoring.access_analyzers:
            self._define_analyzers(monitoring.access_analyzers)
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        return tuple(finding for thing in self.things.values() for finding in getattr(thing, "expected_findings", ()))

    def _define_trail(self, wanted: Trail) -> logs.ILogGroup:
        """Define the trail, or refer to one that is there, and return its log group."""
        if wanted.log_group is not None:
            there = self._add("trail", Construct(self, "Trail"))
            return logs.LogGroup.from_log_group_name(there, "Logs", wanted.log_group)
        trail = IamTrail(
            self,
            "Trail",
            trail_name=wanted.name,
            organization_id=wanted.organization_id,
            log_retention=_days(wanted.log_retention_days),
            file_retention=_days(wanted.file_retention_days),
            object_lock=_days(wanted.object_lock_days),
        )
        return self._add("trail", trail).log_group

    def _define_alarms(self, wanted: Alarms, log_group: logs.ILogGroup) -> IdentityAlarms:
        alarms = IdentityAlarms(
            self,
            "Alarms",
            log_group=log_group,
            emails=wanted.emails,
            queue=wanted.queue,
            break_glass_roles=self._break_glass_roles,
            leave_out=wanted.leave_out,
        )
        return self._add("alarms", alarms)

    def _define_events(self, wanted: Events, topic: sns.ITopic) -> None:
        roles = self._break_glass_roles
        events = IdentityEvents(self, "Events", topic=topic, break_glass_roles=roles, leave_out=wanted.leave_out)
        self._add("events", events)

    def _define_outputs(self, log_group: logs.ILogGroup, alarms: IdentityAlarms | None) -> None:
        """Tell whoever deploys where the events are, and where a program finds the alarms."""
        name = log_group.log_group_name
        cdk.CfnOutput(self, "LogGroup", description="Where to look for who did it", value=name)
        if alarms and alarms.queue:
            cdk.CfnOutput(self, "Queue", description="Receives each alarm", value=alarms.queue.queue_url)

    def _define_config_rules(self, wanted: ConfigRules, password_policy: PasswordPolicy | None) -> None:
        rules = IdentityConfigRules(
            self,
            "ConfigRules",
            recorder=wanted.recorder,
            service_linked_role=wanted.service_linked_role,
            password_policy=password_policy,
            max_access_key_age=cdk.Duration.days(wanted.max_access_key_age_days or _key_age(self._estate)),
            unused_after=cdk.Duration.days(wanted.unused_after_days),
            leave_out=wanted.leave_out,
        )
        self._add("config", rules)

    def _define_analyzers(self, wanted: WantedAnalyzers) -> None:
        analyzers = AccessAnalyzers(
            self,
            "AccessAnalyzers",
            external=wanted.external,
            unused_after=_days(wanted.unused_after_days),
            organization=wanted.organization,
        )
        self._add("access_analyzers", analyzers)

    def _add(self, key: str, thing: _Thing) -> _Thing:
        """Note which key of `monitoring:` a construct is for."""
        self.things["monitoring", key] = thing
        return thing

    @property
    def _break_glass_roles(self) -> list[str]:
        """The roles for emergencies, by path and name: `path/Name`."""
        roles = self._estate.roles.items()
        return [f"{role.path}{name}".removeprefix("/") for name, role in roles if role.kind == "break_glass"]


def _key_age(estate: Estate) -> int:
    """Return how old an access key becomes in days, if all goes as planned: that of a user who is exempt is not."""
    ages = (
        (user.access_key_rotation or AccessKeyRotation()).oldest_days
        for user in estate.users.values()
        if user.programmatic_access and user.rotation_exemption is None
    )
    return min(max(ages, default=ACCESS_KEY_AGE[1]), ACCESS_KEY_AGE[1])


def _days(number: int | None) -> cdk.Duration | None:
    return None if number is None else cdk.Duration.days(number)
