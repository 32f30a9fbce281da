"""What is wrong with keys of `monitoring:` only together, or with where it is deployed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.partition import partition_of
from iam_stacks.config.explain import quote
from iam_stacks.config.fault import Fault
from iam_stacks.config.monitoring import OF_OUR_TRAIL, AccessAnalyzers, ConfigRules, Trail
from iam_stacks.config.parts import Parts
from iam_stacks.monitoring.global_events import GLOBAL_EVENTS

_HEARD = "alarms: {queue: true}, or with emails"
_NEEDS = {
    "alarms": ("trail", "alarms need a trail", "trail: {}, or trail: {log_group: NAME} of one that is there"),
    "events": ("alarms", "events go where alarms go: they need alarms", _HEARD),
}


def monitoring_faults(parts: Parts, region: str | None) -> Iterator[Fault]:
    """Yield the faults: parts without what they need, keys that exclude each other, events that never come.

    Args:
        parts: the parts of the file that can be read.
        region: the one deployed to, if it is known.
    """
    asked = dict(parts.items("monitoring"))
    yield from _of_needs(parts, asked)
    yield from _of_trail(parts, asked)
    yield from _of_config_rules(parts, asked)
    yield from _of_analyzers(parts, asked)
    yield from _of_region(parts, asked, region)


def _of_needs(parts: Parts, asked: Mapping[str, Any]) -> Iterator[Fault]:
    for key, (needed, problem, allowed) in _NEEDS.items():
        if key in asked and needed not in asked:
            yield parts.fault(("monitoring", key), problem, allowed=allowed)


def _of_trail(parts: Parts, asked: Mapping[str, Any]) -> Iterator[Fault]:
    trail = parts.read(Trail, asked.get("trail"))
    if trail is None:
        return
    if trail.log_group is not None and "alarms" not in asked:
        problem = "log_group is for alarms, which are not asked for"
        yield _fault(parts, "trail", "log_group", problem, given=trail.log_group, allowed=_HEARD)
    for key in OF_OUR_TRAIL:
        if trail.log_group is not None and key in trail.model_fields_set:
            problem = f"{key} is of a trail that is made, and log_group of one that is there"
            yield _fault(parts, "trail", key, problem, given=getattr(trail, key))
    # S3 User Guide, "Object Lock considerations", Managing S3 Lifecycle policies with Object Lock.
    locked, kept = trail.object_lock_days, trail.file_retention_days
    if locked and kept and kept < locked:
        problem = f"object_lock_days keeps S3 from deleting a file for {locked} days"
        yield _fault(parts, "trail", "file_retention_days", problem, given=kept, allowed=f"{locked} or more")


def _of_config_rules(parts: Parts, asked: Mapping[str, Any]) -> Iterator[Fault]:
    rules = parts.read(ConfigRules, asked.get("config"))
    if rules and rules.service_linked_role and rules.recorder != "create":
        problem = "service_linked_role goes with recorder: create; what is there has a role already"
        yield _fault(parts, "config", "service_linked_role", problem, given=True)


def _of_analyzers(parts: Parts, asked: Mapping[str, Any]) -> Iterator[Fault]:
    analyzers = parts.read(AccessAnalyzers, asked.get("access_analyzers"))
    if analyzers and not analyzers.external and analyzers.unused_after_days is None:
        allowed = "true, or unused_after_days beside it"
        yield _fault(parts, "access_analyzers", "external", "nothing is analyzed", given=False, allowed=allowed)


def _of_region(parts: Parts, asked: Mapping[str, Any], region: str | None) -> Iterator[Fault]:
    if region is None or "events" not in asked:
        return
    home = GLOBAL_EVENTS.get(partition_of(region), "another Region")
    if region != home:
        yield parts.fault(
            ("monitoring", "events"),
            f"AWS sends the events of IAM to {home}, never to {region}, which is deployed to; alarms work in all",
            allowed="no events",
        )


def _fault(parts: Parts, part: str, key: str, problem: str, *, given: object, allowed: str = "") -> Fault:
    return parts.fault(("monitoring", part, key), problem, given=quote(given), allowed=allowed)
