"""Analyzers that tell which access nobody uses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.values import from_json, number

_TYPES = ("ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS")


def unused_access_within(days: int) -> Callable[[Records], Iterator[str]]:
    """Return what yields the analyzers that tell of access unused for so many days, or sooner."""

    def watchers(records: Records) -> Iterator[str]:
        for analyzer in records.declared("AWS::AccessAnalyzer::Analyzer"):
            if analyzer.certain and analyzer.properties.get("Type") in _TYPES and _age(analyzer) <= days:
                yield called(analyzer)

    return watchers


def _age(analyzer: Declared) -> float:
    """Return after how many days an analyzer tells; infinity if it does not say, or leaves somebody out."""
    configured = from_json(analyzer.properties.get("AnalyzerConfiguration"))
    unused = from_json(configured.get("UnusedAccessConfiguration"))
    return math.inf if "AnalysisRule" in unused else number(unused.get("UnusedAccessAge")) or math.inf
