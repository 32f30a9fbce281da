"""What is watched, and who hears of it, in `iam.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictBool,
    StrictInt,
    model_validator,
)
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from iam_stacks.config.fault import listing, suggest
from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model, Thing
from iam_stacks.config.text import EmailAddress, LogGroupName, OrganizationId, TrailName
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES
from iam_stacks.monitoring.events import IDENTITY_EVENTS
from iam_stacks.policy import limits

_OF_OUR_TRAIL = ("name", "organization_id", "log_retention_days", "file_retention_days", "object_lock_days")


@dataclass(frozen=True)
class _OneOf:
    """Marks a text field that must be one of many names, of which a message shows the nearest."""

    names: list[str]
    problem: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text once it is known to be text."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors all names."""
        return handler(schema) | {"enum": self.names}

    def _check(self, name: str) -> str:
        if name not in self.names:
            raise refuse(self.problem, listing(self.names), suggest(name, self.names))
        return name


def _check_retention(days: int) -> int:
    if days not in limits.LOG_RETENTION:
        raise refuse("CloudWatch Logs has no such retention", ", ".join(map(str, limits.LOG_RETENTION)))
    return days


def _within(bounds: tuple[int, int], default: int | None = None) -> Any:
    return Field(default=default, ge=bounds[0], le=bounds[1])


AlarmName = Annotated[str, _OneOf([watched.name for watched in WATCHED], "there is no such alarm")]
EventName = Annotated[str, _OneOf([events.name for events in IDENTITY_EVENTS], "there is no such notice")]
ConfigRuleName = Annotated[str, _OneOf([rule.identifier for rule in CONFIG_RULES], "this is none of our rules")]
LogRetention = Annotated[
    StrictInt, AfterValidator(_check_retention), Field(json_schema_extra={"enum": list(limits.LOG_RETENTION)})
]


class Trail(Thing):
    """The trail whose log is watched: one that is made, or one that is there."""

    model_config = ConfigDict(
        json_schema_extra={"dependentSchemas": {"log_group": {"properties": dict.fromkeys(_OF_OUR_TRAIL, False)}}}
    )

    log_group: LogGroupName | None = None
    """The log group of a trail that is there. Default: a trail is made, and all else is about that one."""
    name: TrailName | None = None
    """The trail's name. Default: one that begins with that of the stack."""
    organization_id: OrganizationId | None = None
    """The organization, all accounts of which the trail logs; ours is then its management account. Default: the
    account alone."""
    log_retention_days: LogRetention = 365
    """For how many days the log group keeps events."""
    file_retention_days: StrictInt | None = _within(limits.OBJECT_DAYS)
    """After how many days the bucket deletes a log file. Default: never."""
    object_lock_days: StrictInt | None = _within(limits.OBJECT_DAYS)
    """For how many days nobody can delete a log file, not even the root user. A bucket that has this once cannot do
    without again. Default: nothing is locked."""

    @model_validator(mode="after")
    def _is_made_or_there(self) -> Trail:
        about_ours = [key for key in _OF_OUR_TRAIL if key in self.model_fields_set]
        if self.log_group is not None and about_ours:
            raise refuse(f"{about_ours[0]} is of a trail that is made, and log_group of one that is there")
        return self


class Alarms(Thing):
    """Alarms about what the trail logs."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["emails"]}, {"required": ["queue"]}]})

    emails: tuple[EmailAddress, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """E-mail addresses that alarms are sent to. AWS asks each to confirm."""
    queue: StrictBool = False
    """Make a queue of SQS that alarms are sent to."""
    leave_out: tuple[AlarmName, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """Alarms that are not wanted. Default: there are all of them."""

    @model_validator(mode="after")
    def _is_heard(self) -> Alarms:
        if not (self.emails or self.queue):
            raise refuse("nobody would hear of an alarm", "emails, or queue: true, or both")
        return self


class Events(Thing):
    """Notices by rules of EventBridge, which do not wait for the period of an alarm."""

    leave_out: tuple[EventName, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """Notices that are not wanted, such as `IdentitiesChanged`, which each deployment of a role causes. Default: there
    are all of them."""


class ConfigRules(Thing):
    """Managed rules of AWS Config about identities."""

    recorder: Literal["existing", "create"]
    """`existing`: AWS Config records already in this account and Region. `create`: make what it needs, which AWS
    refuses if there is a recorder: `aws configservice describe-configuration-recorders` tells."""
    service_linked_role: StrictBool = False
    """With `create`: record in the service-linked role of AWS Config, which must be there, as Security Hub asks."""
    max_access_key_age_days: StrictInt | None = _within(limits.ACCESS_KEY_AGE)
    """How old an active access key may be. Default: as old as those of `users:` become, and 90 at most."""
    unused_after_days: StrictInt = _within(limits.UNUSED_CREDENTIALS_AGE, 45)
    """For how many days a password or an active access key may lie unused."""
    leave_out: tuple[ConfigRuleName, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """Rules that are not wanted, by the identifiers of AWS. Default: there are all of them."""

    @model_validator(mode="after")
    def _has_the_role_of_its_recorder(self) -> ConfigRules:
        if self.service_linked_role and self.recorder != "create":
            raise refuse("service_linked_role goes with recorder: create; what is there has a role already")
        return self


class AccessAnalyzers(Thing):
    """Analyzers of IAM Access Analyzer."""

    external: StrictBool = True
    """Find what principals from outside may use, in this Region."""
    unused_after_days: StrictInt | None = _within(limits.UNUSED_ACCESS_AGE)
    """Find access that was not used for so many days. AWS charges for each role and user. Default: not looked for."""
    organization: StrictBool = False
    """Analyze all accounts of the organization, from its management account or a delegated administrator."""

    @model_validator(mode="after")
    def _analyzes(self) -> AccessAnalyzers:
        if not self.external and self.unused_after_days is None:
            raise refuse("nothing is analyzed", "external: true, or unused_after_days, or both")
        return self


class Monitoring(Model):
    """What is watched, and who hears of it."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "dependentRequired": {"alarms": ["trail"]}})

    trail: Trail | None = None
    """The trail: `{}` to make one. Default: none is made, and no alarm is possible."""
    alarms: Alarms | None = None
    """Alarms about what the trail logs. Default: none."""
    events: Events | None = None
    """Tell those whom alarms tell at once, by rules of EventBridge: `{}`. Only where AWS sends IAM's events: to
    us-east-1, or its like of another partition. Default: alarms are all that tells."""
    config: ConfigRules | None = None
    """Managed rules of AWS Config. Default: none."""
    access_analyzers: AccessAnalyzers | None = None
    """Analyzers of IAM Access Analyzer: `{}` for the one of external access. Default: none."""

    @model_validator(mode="after")
    def _watches(self) -> Monitoring:
        if not any(getattr(self, key) for key in Monitoring.model_fields):
            raise refuse("nothing is asked for", ", ".join(Monitoring.model_fields))
        if self.alarms and not self.trail:
            raise refuse("alarms need a trail", "trail: {}, or trail: {log_group: NAME} of one that is there")
        if self.events and not self.alarms:
            raise refuse("events go where alarms go: they need alarms", "alarms: {queue: true}, or with emails")
        if self.trail and self.trail.log_group and not self.alarms:
            raise refuse("log_group is for alarms, which are not asked for", "alarms: {queue: true}, or with emails")
        return self
