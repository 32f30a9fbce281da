"""What is watched, and who hears of it, in `iam.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.marks import NEVER_NULL, refuse
from iam_stacks.config.model import Model, Thing
from iam_stacks.config.names import SomeAlarms, SomeConfigRules, SomeNotices
from iam_stacks.config.text import EmailAddress, LogGroupName, OrganizationId, TrailName
from iam_stacks.policy import limits

OF_OUR_TRAIL = ("name", "organization_id", "log_retention_days", "file_retention_days", "object_lock_days")
"""The keys of a trail that is made."""


def _check_retention(days: int) -> int:
    if days not in limits.LOG_RETENTION:
        raise refuse("CloudWatch Logs has no such retention", ", ".join(map(str, limits.LOG_RETENTION)))
    return days


def _within(bounds: tuple[int, int], default: int | None = None) -> Any:
    return Field(default=default, ge=bounds[0], le=bounds[1])


def _when(key: str, value: bool, then: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema for what follows from the value of a key."""
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": then}


LogRetention = Annotated[
    StrictInt, AfterValidator(_check_retention), Field(json_schema_extra={"enum": list(limits.LOG_RETENTION)})
]


class Trail(Thing):
    """The trail whose log is watched: one that is made, or one that is there."""

    model_config = ConfigDict(
        json_schema_extra={"dependentSchemas": {"log_group": {"properties": dict.fromkeys(OF_OUR_TRAIL, False)}}}
    )

    log_group: LogGroupName | None = None
    """The log group of a trail that is there, by name. Default: a trail is made, and all else is about that one."""
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


class Alarms(Thing):
    """Alarms about what the trail logs."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["emails"], "properties": {"emails": {"minItems": 1}}},
                {"required": ["queue"], "properties": {"queue": {"const": True}}},
            ]
        }
    )

    emails: tuple[EmailAddress, ...] = Field(default=(), json_schema_extra={"uniqueItems": True})
    """E-mail addresses that alarms are sent to. AWS asks each to confirm."""
    queue: StrictBool = False
    """Make a queue of SQS that alarms are sent to."""
    leave_out: SomeAlarms = ()
    """Alarms that are not wanted. Default: there are all of them."""

    @model_validator(mode="after")
    def _is_heard(self) -> Alarms:
        if not (self.emails or self.queue):
            raise refuse("nobody would hear of an alarm", "emails, or queue: true, or both")
        return self


class Events(Thing):
    """Notices by rules of EventBridge, which do not wait for the period of an alarm."""

    leave_out: SomeNotices = ()
    """Notices that are not wanted, such as `IdentitiesChanged`, which each deployment of a role causes. Default: there
    are all of them."""


class ConfigRules(Thing):
    """Managed rules of AWS Config about identities."""

    model_config = ConfigDict(
        json_schema_extra=_when("service_linked_role", True, {"properties": {"recorder": {"const": "create"}}})
    )

    recorder: Literal["existing", "create"]
    """`existing`: AWS Config records already in this account and Region. `create`: make what it needs, which AWS
    refuses if there is a recorder: `aws configservice describe-configuration-recorders` tells."""
    service_linked_role: StrictBool = False
    """With `create`: record in the service-linked role of AWS Config, which must be there, as Security Hub asks."""
    max_access_key_age_days: StrictInt | None = _within(limits.ACCESS_KEY_AGE)
    """How old an active access key may be. Default: as old as those of `users:` become, and 90 at most."""
    unused_after_days: StrictInt = _within(limits.UNUSED_CREDENTIALS_AGE, 45)
    """For how many days a password or an active access key may lie unused."""
    leave_out: SomeConfigRules = ()
    """Rules that are not wanted, by the identifiers of AWS. Default: there are all of them."""


class AccessAnalyzers(Thing):
    """Analyzers of IAM Access Analyzer."""

    model_config = ConfigDict(
        json_schema_extra=_when(
            "external",
            False,
            {"required": ["unused_after_days"], "properties": {"unused_after_days": {"type": "integer"}}},
        )
    )

    external: StrictBool = True
    """Find what principals from outside may use, in this Region."""
    unused_after_days: StrictInt | None = _within(limits.UNUSED_ACCESS_AGE)
    """Find access that was not used for so many days. AWS charges for each role and user. Default: not looked for."""
    organization: StrictBool = False
    """Analyze all accounts of the organization, from its management account or a delegated administrator."""


class Monitoring(Model):
    """What is watched, and who hears of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "minProperties": 1,
            "dependentRequired": {"alarms": ["trail"], "events": ["alarms"]},
            "if": {"required": ["trail"], "properties": {"trail": {"required": ["log_group"]}}},
            "then": {"required": ["alarms"]},
        }
    )

    trail: Annotated[Trail | None, NEVER_NULL] = None
    """The trail: `{}` to make one. Without it, no alarm is possible."""
    alarms: Annotated[Alarms | None, NEVER_NULL] = None
    """Alarms about what the trail logs, and whom they tell."""
    events: Annotated[Events | None, NEVER_NULL] = None
    """Tell the receivers of alarms without delay, by rules of EventBridge: `{}`. Only where AWS sends IAM's events: to
    us-east-1, or its like of another partition."""
    config: Annotated[ConfigRules | None, NEVER_NULL] = None
    """Managed rules of AWS Config."""
    access_analyzers: Annotated[AccessAnalyzers | None, NEVER_NULL] = None
    """Analyzers of IAM Access Analyzer: `{}` for the one of external access."""

    @model_validator(mode="after")
    def _watches(self) -> Monitoring:
        if not self.model_fields_set:
            raise refuse("nothing is asked for", ", ".join(Monitoring.model_fields))
        return self
