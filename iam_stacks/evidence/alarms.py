"""Whether somebody is told of an event: trail, log group, metric filter, alarm, topic and subscriber, all as read.

AWS source: Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch": these look for the same chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.metrics import Metric, counting, is_for, metrics_between, same_unit
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of
from iam_stacks.evidence.topics import told_by
from iam_stacks.evidence.trails import trails_into
from iam_stacks.evidence.values import flag, is_text, number
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy.symbol import has_symbol

_FROM_HERE_UP, _ABOVE = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold"


def alarm_for(records: Records, watched: Watched) -> Shown:
    """Return whether an alarm tells somebody of what is watched."""
    filters = [each for each in records.declared("AWS::Logs::MetricFilter") if is_for(each, watched)]
    if not filters:
        return Shown(open=("no metric filter that was read has the pattern",))
    return any_of(_chain(records, metric_filter, watched) for metric_filter in filters)


def _chain(records: Records, metric_filter: Declared, watched: Watched) -> Shown:
    trails = trails_into(records, metric_filter)
    alarms = records.declared("AWS::CloudWatch::Alarm")
    links = [
        all_of(_links(records, metric_filter, metric, alarm, watched))
        for alarm in alarms
        for metric in metrics_between(metric_filter, alarm)
    ]
    missing = Shown(open=(f"no alarm that was read is on the metric of {called(metric_filter)}",))
    return all_of([trails, any_of(links or [missing])])


def _links(
    records: Records, metric_filter: Declared, metric: Metric, alarm: Declared, watched: Watched
) -> Iterator[Shown]:
    yield records.shown(metric_filter, *counting(metric_filter, metric))
    unit = same_unit(alarm, metric), f"looks at another unit than {called(metric_filter)} counts in"
    yield records.shown(alarm, *_ringing(alarm, watched), unit)
    yield told_by(records, alarm)


def _ringing(alarm: Declared, watched: Watched) -> Iterator[Claim]:
    given = alarm.properties
    yield is_text(given.get("Statistic"), "Sum"), "does not look at the Sum"
    yield flag(given.get("ActionsEnabled", True)), "has its actions switched off"
    yield _reaches(given, watched), f"does not ring at {watched.threshold} in a period"
    periods = number(given.get("DatapointsToAlarm", given.get("EvaluationPeriods")))
    yield None if periods is None else periods <= 1, "needs more than one period"
    yield "Period" in given, "has no period"
    yield given.get("TreatMissingData") != "breaching", "is in alarm whenever nothing happens"


def _reaches(given: Any, watched: Watched) -> bool | None:
    threshold, operator = number(given.get("Threshold")), given.get("ComparisonOperator")
    if threshold is None or has_symbol(str(operator)):
        return None
    least = {_FROM_HERE_UP: ceil(threshold), _ABOVE: floor(threshold) + 1}.get(str(operator), 0)
    return 0 < least <= watched.threshold
