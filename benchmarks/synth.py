"""What the checks cost at `cdk synth`: processes side by side, in turn, the best of a few runs of each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.table import table

_ROOT = Path(__file__).parent.parent
_RUNS = 3

Seconds = tuple[float, float]
"""By the clock, and of processors: the latter hardly change when the machine is busy."""


def report() -> str:
    """Measure, and return the tables."""
    with TemporaryDirectory() as folder:
        identities = ("-m", "benchmarks.identities", folder)
        plugin = {"without IamChecks": identities, "with IamChecks": (*identities, "checks")}
        apps = {"plain CDK, no checks": ("-m", "benchmarks.naive", folder), "app.py: four packs and ours": ("app.py",)}
        return (
            f"{_side_by_side('An app of 400 identities: the whole process', plugin, folder)}\n"
            f"{_side_by_side('The estate of iam.yaml: the whole process', apps, folder)}"
        )


def _side_by_side(title: str, commands: Mapping[str, Sequence[str]], folder: str) -> str:
    runs = [{name: _run(command, folder) for name, command in commands.items()} for _ in range(_RUNS)]
    best = {name: tuple(map(min, zip(*(run[name] for run in runs), strict=True))) for name in commands}
    first, *_ = best.values()
    rows = [
        (name, f"{clock:.2f}", f"{clock / first[0]:.2f}", f"{processor:.2f}", f"{processor / first[1]:.2f}")
        for name, (clock, processor) in best.items()
    ]
    return table(title, ("", "seconds", "ratio", "of processors", "ratio"), rows)


def _run(command: Sequence[str], folder: str) -> Seconds:
    env = {**os.environ, "CDK_OUTDIR": folder}
    start, used = perf_counter(), _used()
    done = subprocess.run([sys.executable, *command], cwd=_ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return perf_counter() - start, _used() - used


def _used() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
