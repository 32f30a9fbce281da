"""Analyzers: which tell what, and of what."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Shown, any_of
from iam_stacks.evidence.values import flag, from_json, number, objects

ANALYZER = "AWS::AccessAnalyzer::Analyzer"
_EXTERNAL = ("ACCOUNT", "ORGANIZATION")
_OF_EACH_FINDING = ("resource", "resourceType", "resourceOwnerAccount", "status")
"""IAM User Guide, "Access Analyzer filter keys"."""
_UNUSED = ("ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS")


def external_access(records: Records) -> Shown:
    """Return whether an analyzer looks for access from outside."""
    analyzers = [each for each in records.declared(ANALYZER) if each.properties.get("Type") in _EXTERNAL]
    return any_of(records.shown(each, (not _is_silent(each), "archives whatever it finds")) for each in analyzers)


def unused_access_within(days: int) -> Callable[[Records], Iterator[str]]:
    """Return what yields the analyzers that tell of access unused for so many days, or sooner."""

    def watchers(records: Records) -> Iterator[str]:
        for analyzer in records.declared(ANALYZER):
            tells = analyzer.certain and not _is_silent(analyzer)
            if tells and analyzer.properties.get("Type") in _UNUSED and _age(analyzer) <= days:
                yield called(analyzer)

    return watchers


def _age(analyzer: Declared) -> float:
    """Return after how many days an analyzer tells; infinity if it does not say, or leaves somebody out."""
    configured = from_json(analyzer.properties.get("AnalyzerConfiguration"))
    unused = from_json(configured.get("UnusedAccessConfiguration"))
    return math.inf if "AnalysisRule" in unused else number(unused.get("UnusedAccessAge")) or math.inf


def _is_silent(analyzer: Declared) -> bool:
    """Tell whether a rule archives whatever an analyzer finds: one that asks only whether there is what all have."""
    filters = [rule.get("Filter") for rule in objects(analyzer.properties.get("ArchiveRules"))]
    return any(isinstance(each, list) and all(map(_is_met_by_all, each)) for each in filters)


def _is_met_by_all(criterion: Any) -> bool:
    given = from_json(criterion)
    return given.get("Property") in _OF_EACH_FINDING and flag(given.get("Exists")) is True
