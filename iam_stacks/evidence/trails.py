"""Trails: what they record, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.practice import Proof
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of
from iam_stacks.evidence.values import flag, is_open, is_text, objects

_TRAIL, _GROUP = "AWS::CloudTrail::Trail", "CloudWatchLogsLogGroupArn"
_KEYS = "kms.amazonaws.com"
"""Events that a trail can leave out. CloudTrail User Guide, "Logging management events"; the other is `rdsdata`, whose
events no filter looks for."""


def a_trail(records: Records) -> Shown:
    """Return whether a trail logs."""
    return any_of(
        records.shown(each, (flag(each.properties.get("IsLogging")), "does not log"))
        for each in records.declared(_TRAIL)
    )


def a_trail_of_all_regions(records: Records) -> Shown:
    """Return whether a trail of all Regions records all management events."""
    return any_of(records.shown(each, *_recording(each.properties)) for each in records.declared(_TRAIL))


def each_trail(asked: Callable[[Mapping[str, Any]], Claim]) -> Proof:
    """Return the proof that something is so of each trail.

    Args:
        asked: returns the claim about the properties of one.
    """
    return lambda records: all_of(records.shown(each, asked(each.properties)) for each in records.declared(_TRAIL))


def is_validated(given: Mapping[str, Any]) -> Claim:
    """Return the claim that nobody can change a file of a trail unseen."""
    return flag(given.get("EnableLogFileValidation", False)), "writes no digests of its files"


def has_key(given: Mapping[str, Any]) -> Claim:
    """Return the claim that a key of KMS encrypts the files of a trail."""
    return "KMSKeyId" in given, "is encrypted with no key of KMS"


def has_log_group(given: Mapping[str, Any]) -> Claim:
    """Return the claim that a trail sends its events to a log group."""
    return _GROUP in given, "sends to no log group"


def trails_into(records: Records, metric_filter: Declared) -> Shown:
    """Return whether a trail of all Regions writes all management events where a metric filter reads."""
    group = (metric_filter.region, records.account.account_id, metric_filter.properties.get("LogGroupName"))
    trails = [each for each in records.declared(_TRAIL) if log_group_of(each) == group]
    if not trails:
        return Shown(open=(f"no trail that was read writes to the log group of {called(metric_filter)}",))
    return any_of(records.shown(each, *_recording(each.properties)) for each in trails)


def log_group_of(trail: Declared) -> tuple[str, str, str] | None:
    """Return the Region, the account and the name of the log group that a trail writes to."""
    parts = str(trail.properties.get(_GROUP)).split(":", 6)
    return (parts[3], parts[4], parts[6].removesuffix(":*")) if len(parts) > 6 else None


def _recording(given: Mapping[str, Any]) -> Iterator[Claim]:
    yield flag(given.get("IsLogging")), "does not log"
    yield flag(given.get("IsMultiRegionTrail", False)), "is of one Region only"
    yield flag(given.get("IncludeGlobalServiceEvents", True)), "leaves out global services, IAM among them"
    yield _records_all(given), "does not record all management events"


def _records_all(given: Mapping[str, Any]) -> bool | None:
    """Tell whether all management events are recorded, as they are if nothing is said about any events."""
    advanced, simple = given.get("AdvancedEventSelectors", []), given.get("EventSelectors", [])
    if not advanced and not simple:
        return True
    verdicts = [*map(_selects_all, objects(advanced)), *map(_includes_all, objects(simple))]
    return any(verdicts) or (None if None in verdicts or not verdicts else False)


def _includes_all(selector: Mapping[str, Any]) -> bool | None:
    excluded = selector.get("ExcludeManagementEventSources", ())
    if _KEYS in excluded or is_open(excluded):
        return False if _KEYS in excluded else None
    included, kinds = flag(selector.get("IncludeManagementEvents", True)), selector.get("ReadWriteType", "All")
    return None if included is None else included and is_text(kinds, "All")


def _selects_all(selector: Mapping[str, Any]) -> bool | None:
    """Tell whether an advanced event selector asks for management events and for nothing else of them."""
    asked = selector.get("FieldSelectors")
    return None if is_open(asked) else asked == [{"Field": "eventCategory", "Equals": ["Management"]}]
