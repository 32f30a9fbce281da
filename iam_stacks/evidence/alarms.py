"""Whether somebody is told of an event: trail, log group, metric filter, alarm, topic and subscriber, all as read.

AWS source: Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch": these look for the same chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of, claimed
from iam_stacks.evidence.trails import trails_into
from iam_stacks.evidence.values import flag, is_text, number, objects
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy.symbol import has_symbol

_FROM_HERE_UP, _ABOVE = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold"


def alarm_for(records: Records, watched: Watched) -> Shown:
    """Return whether an alarm tells somebody of what is watched."""
    filters = [each for each in records.declared("AWS::Logs::MetricFilter") if _is_for(each, watched)]
    if not filters:
        return Shown(open=("no metric filter that was read has the pattern",))
    return any_of(_chain(records, metric_filter, watched) for metric_filter in filters)


def _is_for(metric_filter: Declared, watched: Watched) -> bool:
    return _squeezed(str(metric_filter.properties.get("FilterPattern"))) == _squeezed(watched.pattern)


def _squeezed(pattern: str) -> str:
    """Return a pattern without its spaces, which mean nothing between its parts."""
    return re.sub(r"\s", "", pattern)


def _chain(records: Records, metric_filter: Declared, watched: Watched) -> Shown:
    trails = trails_into(records, metric_filter)
    alarms = [each for each in records.declared("AWS::CloudWatch::Alarm") if _is_on(each, metric_filter)]
    if not alarms:
        name = called(metric_filter)
        return all_of([trails, Shown(open=(f"no alarm that was read is on the metric of {name}",))])
    counts = claimed(called(metric_filter), [*_counting(metric_filter), records.exists(metric_filter)])
    return any_of(all_of([trails, counts, *_telling(records, alarm, watched)]) for alarm in alarms)


def _transformations(metric_filter: Declared) -> Iterator[dict[str, Any]]:
    """Yield the metrics that have no dimensions: an alarm without them looks at no others."""
    for each in objects(metric_filter.properties.get("MetricTransformations")):
        if not each.get("Dimensions"):
            yield dict(each)


def _is_on(alarm: Declared, metric_filter: Declared) -> bool:
    about = (alarm.properties.get("Namespace"), alarm.properties.get("MetricName"))
    metrics = [(each.get("MetricNamespace"), each.get("MetricName")) for each in _transformations(metric_filter)]
    here = alarm.region == metric_filter.region
    return here and not alarm.properties.get("Dimensions") and about in metrics


def _counting(metric_filter: Declared) -> Iterator[Claim]:
    for each in _transformations(metric_filter):
        value = number(each.get("MetricValue"))
        yield None if value is None else value >= 1, "counts less than each event"


def _telling(records: Records, alarm: Declared, watched: Watched) -> Iterator[Shown]:
    yield claimed(called(alarm), [*_ringing(alarm, watched), records.exists(alarm)])
    actions = alarm.properties.get("AlarmActions")
    topics = [text for text in actions if _may_be_topic(text)] if isinstance(actions, list) else []
    if topics:
        yield any_of(_subscribers(records, alarm, topic) for topic in topics)
    else:
        yield Shown(against=(f"{called(alarm)} tells no topic",))


def _ringing(alarm: Declared, watched: Watched) -> Iterator[Claim]:
    given = alarm.properties
    yield is_text(given.get("Statistic"), "Sum"), "does not look at the Sum"
    yield flag(given.get("ActionsEnabled", True)), "has its actions switched off"
    yield _reaches(given, watched), f"does not ring at {watched.threshold} in a period"
    periods = number(given.get("DatapointsToAlarm", given.get("EvaluationPeriods")))
    yield None if periods is None else periods <= 1, "needs more than one period"
    yield given.get("TreatMissingData") != "breaching", "is in alarm whenever nothing happens"


def _reaches(given: Any, watched: Watched) -> bool | None:
    threshold, operator = number(given.get("Threshold")), given.get("ComparisonOperator")
    if threshold is None or has_symbol(str(operator)):
        return None
    least = {_FROM_HERE_UP: ceil(threshold), _ABOVE: floor(threshold) + 1}.get(str(operator), 0)
    return 0 < least <= watched.threshold


def _may_be_topic(action: Any) -> bool:
    return isinstance(action, str) and (not action.startswith("arn:") or action.split(":")[2] == "sns")


def _subscribers(records: Records, alarm: Declared, topic: str) -> Shown:
    found = [each for each in _subscriptions(records) if _is_subscribed(each, topic)]
    if not found:
        return Shown(open=(f"nobody that was read is subscribed to the topic of {called(alarm)}",))
    return any_of(claimed(called(each), [records.exists(each)]) for each in found)


def _subscriptions(records: Records) -> Iterable[Declared]:
    return records.declared("AWS::SNS::Topic", "AWS::SNS::Subscription")


def _is_subscribed(declared: Declared, topic: str) -> bool:
    if declared.type == "AWS::SNS::Topic":
        return declared.arn == topic and bool(objects(declared.properties.get("Subscription")))
    # A filter can keep alarms from the subscriber.
    return declared.properties.get("TopicArn") == topic and "FilterPolicy" not in declared.properties
