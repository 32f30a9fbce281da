"""What an alarm says."""

from __future__ import annotations

from iam_stacks.monitoring.numbers import CIS_NUMBERS
from iam_stacks.monitoring.sentence import sentence
from iam_stacks.monitoring.watched import Watched


def description_of(watched: Watched) -> str:
    """Return what happened and, if the benchmark has it, its numbers there."""
    numbers = CIS_NUMBERS.get(watched.name)
    versions = {"3.0": numbers.v3, "5.0": numbers.v5, "7.0": numbers.v7} if numbers else {}
    cited = ", ".join(f"{number} in {version}" for version, number in versions.items() if number)
    says = f"{sentence(watched.says)}."
    return f"{says} CIS AWS Foundations Benchmark: {cited}." if cited else says
