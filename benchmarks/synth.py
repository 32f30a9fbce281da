"""What the checks cost at `cdk synth`: processes side by side, in turn, the best of a few runs of each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import best_of
from benchmarks.table import table

_ROOT = Path(__file__).parent.parent
_RUNS = 3

Command = Sequence[str]


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


def _side_by_side(title: str, commands: Mapping[str, Command], folder: str) -> str:
    seconds = dict.fromkeys(commands, float("inf"))
    for _ in range(_RUNS):
        for name, command in commands.items():
            seconds[name] = min(seconds[name], best_of(1, lambda command=command: _run(command, folder)))
    first = next(iter(seconds.values()))
    return table(
        title,
        ("", "seconds", "ratio"),
        [(name, f"{each:.2f}", f"{each / first:.2f}") for name, each in seconds.items()],
    )


def _run(command: Command, folder: str) -> None:
    env = {**os.environ, "CDK_OUTDIR": folder}
    done = subprocess.run([sys.executable, *command], cwd=_ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
