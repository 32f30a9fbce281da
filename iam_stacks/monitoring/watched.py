"""What is watched in the log of a trail, and what the standards call it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PATTERN = 1024
"""Characters of a filter pattern, at most.

AWS source: CloudWatch Logs API Reference, PutMetricFilter.
"""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Something that shall not happen unseen.

    Attributes:
        name: what happened, in PascalCase: the construct's id, and the metric's name, such as `RootUserUsed`.
        says: the same in words, without a period, such as `the root user was used`.
        pattern: the filter pattern, in the JSON syntax of CloudWatch Logs.
        threshold: how many within a period are an alarm.
        period: in seconds.
        source: the AWS page that the pattern or the events are from.
        control: the control of Security Hub that looks at it; None if none does.
    """

    name: str
    says: str
    pattern: str
    threshold: int = 1
    period: int = 300
    source: str
    control: str | None = None


@dataclass(frozen=True, kw_only=True)
class CisNumbers:
    """Numbers of a recommendation in the CIS AWS Foundations Benchmark; None where a version does not have it."""

    v3: str | None = None
    v5: str | None = None
    v7: str | None = None

    def __bool__(self) -> bool:
        """Tell whether some version has it."""
        return any((self.v3, self.v5, self.v7))

    def __str__(self) -> str:
        """Return them in the order of the versions, with a dash where there is none."""
        return ", ".join(number or "-" for number in (self.v3, self.v5, self.v7))
