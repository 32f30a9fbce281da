"""What watches the identities of an estate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_logs as logs
from constructs import Construct

from iam_stacks.config import AccessKeyRotation, Estate
from iam_stacks.config.monitoring import AccessAnalyzers as WantedAnalyzers
from iam_stacks.config.monitoring import Alarms, ConfigRules, Events, Trail
from iam_stacks.constructs.access_analyzers import AccessAnalyzers
from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.identity_alarms import IdentityAlarms
from iam_stacks.constructs.identity_config_rules import IdentityConfigRules
from iam_stacks.constructs.identity_events import IdentityEvents
from iam_stacks.constructs.password_policy import PasswordPolicy
from iam_stacks.policy.limits import ACCESS_KEY_AGE
from iam_stacks.stacks.estate_stack import EstateStack


class MonitoringStack(EstateStack):
    """A trail and alarms, rules of EventBridge and AWS Config, and analyzers: what `monitoring:` asks for."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        estate: Estate,
        password_policy: PasswordPolicy | None = None,
        env: cdk.Environment | None = None,
    ) -> None:
        """Define the stack of monitoring.

        Args:
            scope: the app.
            id: the stack's name.
            estate: what `iam.yaml` says, `monitoring:` included.
            password_policy: what AWS Config expects of the account. Default: what `PasswordPolicy` asks for by default.
            env: the account and Region. Default: whichever the deployment's credentials belong to.
        """
        super().__init__(scope, id, estate=estate, env=env)
        self._estate = estate
        self._password_policy = password_policy
        makers: dict[str, Callable[[Any], Construct]] = {
            "trail": self._define_trail,
            "alarms": self._define_alarms,
            "events": self._define_events,
            "config": self._define_config_rules,
            "access_analyzers": self._define_analyzers,
        }
        for key, define in makers.items():
            wanted = getattr(estate.monitoring, key)
            if wanted:
                self.things["monitoring", key] = define(wanted)
        self.close()

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause here, whatever `iam.yaml` says."""
        return tuple(finding for thing in self.things.values() for finding in getattr(thing, "expected_findings", ()))

    def _define_trail(self, wanted: Trail) -> Construct:
        if wanted.log_group is not None:
            there = Construct(self, "Trail")
            self._log_group = logs.LogGroup.from_log_group_name(there, "Logs", wanted.log_group)
            return there
        trail = IamTrail(
            self,
            "Trail",
            trail_name=wanted.name,
            organization_id=wanted.organization_id,
            log_retention=_days(wanted.log_retention_days),
            file_retention=_days(wanted.file_retention_days),
            object_lock=_days(wanted.object_lock_days),
        )
        self._log_group = trail.log_group
        return trail

    def _define_alarms(self, wanted: Alarms) -> Construct:
        self._alarms = IdentityAlarms(
            self,
            "Alarms",
            log_group=self._log_group,
            emails=wanted.emails,
            queue=wanted.queue,
            break_glass_roles=self._break_glass_roles,
            leave_out=wanted.leave_out,
        )
        self._tell("LogGroup", "Where to look for who did it", self._log_group.log_group_name)
        if self._alarms.queue:
            self._tell("Queue", "Receives each alarm", self._alarms.queue.queue_url)
        return self._alarms

    def _tell(self, id: str, description: str, value: str) -> None:
        cdk.CfnOutput(self, id, description=description, value=value)

    def _define_events(self, wanted: Events) -> Construct:
        return IdentityEvents(
            self,
            "Events",
            topic=self._alarms.topic,
            break_glass_roles=self._break_glass_roles,
            leave_out=wanted.leave_out,
        )

    def _define_config_rules(self, wanted: ConfigRules) -> Construct:
        return IdentityConfigRules(
            self,
            "ConfigRules",
            recorder=wanted.recorder,
            service_linked_role=wanted.service_linked_role,
            password_policy=self._password_policy,
            max_access_key_age=cdk.Duration.days(wanted.max_access_key_age_days or _key_age(self._estate)),
            unused_after=cdk.Duration.days(wanted.unused_after_days),
            leave_out=wanted.leave_out,
        )

    def _define_analyzers(self, wanted: WantedAnalyzers) -> Construct:
        return AccessAnalyzers(
            self,
            "AccessAnalyzers",
            external=wanted.external,
            unused_after=_days(wanted.unused_after_days),
            organization=wanted.organization,
        )

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
