"""Measuring time: the best of a few runs, since whatever disturbs a run makes it longer."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Return the seconds that the fastest of some runs took."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
