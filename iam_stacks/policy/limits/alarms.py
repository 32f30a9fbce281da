"""Alarms, and what they are about."""

from __future__ import annotations

from iam_stacks.policy.limits.text_rule import TextRule

METRIC_NAMESPACE = TextRule(
    pattern=r"(?!AWS/)[^:*$]+", maximum=255, wording="no :, * or $, and no AWS/ at the start, which is AWS's own"
)
"""CloudWatch Logs API Reference, MetricTransformation, metricNamespace; CloudWatch API Reference, PutMetricData."""

ROLE_WITH_PATH = TextRule(
    pattern=r'/?(?:[^\s:*"<>/]+/)*[A-Za-z0-9+=,.@_-]{1,64}',
    maximum=512 + 64,
    wording="a role's name, with its path if it has one, such as emergency/BreakGlass",
)
"""IAM API Reference, CreateRole; less a few characters of a path that patterns of events take for something else."""
