"""Metrics that metric filters make of events, and whether an alarm looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.shown import Claim
from iam_stacks.evidence.values import flag, is_text, number, objects
from iam_stacks.monitoring.watched import Watched

Metric = Mapping[str, Any]
_UNIT = "None"
"""The unit of a metric for which none is given. CloudWatch Logs API Reference, MetricTransformation."""


def is_for(metric_filter: Declared, watched: Watched) -> bool:
    """Tell whether a metric filter has the pattern of what is watched."""
    return _squeezed(str(metric_filter.properties.get("FilterPattern"))) == _squeezed(watched.pattern)


def metrics_between(metric_filter: Declared, alarm: Declared) -> Iterator[Metric]:
    """Yield the metrics of a filter that an alarm looks at.

    An alarm without dimensions looks at no metric that has some.
    """
    given, made_by = alarm.properties, metric_filter.properties
    if alarm.region != metric_filter.region or given.keys() & {"Dimensions", "Metrics", "ThresholdMetricId"}:
        return
    about = (given.get("Namespace"), given.get("MetricName"))
    for each in objects(made_by.get("MetricTransformations")):
        dimensions = each.get("Dimensions") or made_by.get("EmitSystemFieldDimensions")
        if not dimensions and (each.get("MetricNamespace"), each.get("MetricName")) == about:
            yield each


def counting(metric_filter: Declared, metric: Metric) -> Iterator[Claim]:
    """Yield the claims that a filter counts each event, and nothing else."""
    given = metric_filter.properties
    value, default = number(metric.get("MetricValue")), number(metric.get("DefaultValue", 0))
    yield None if value is None else value >= 1, "counts less than each event"
    yield None if default is None else default <= 0, "counts what did not happen"
    yield not given.get("FieldSelectionCriteria"), "reads some accounts or Regions only"
    as_it_is = flag(given.get("ApplyOnTransformedLogs", False)) is False
    yield as_it_is or None, "reads what a transformer leaves of events"


def same_unit(alarm: Declared, metric: Metric) -> bool | None:
    """Tell whether an alarm looks at the unit of a metric: at any, if it names none.

    CloudWatch API Reference, PutMetricAlarm: with one that is not published, it has no data.
    """
    unit = str(metric.get("Unit", _UNIT))
    return is_text(alarm.properties.get("Unit", unit), unit)


def _squeezed(pattern: str) -> str:
    """Return a pattern without the spaces between its parts, which mean nothing; in a quoted text they do."""
    return re.sub(r'("[^"]*")|\s+', lambda found: found[1] or "", pattern)
