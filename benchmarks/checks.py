"""`iam-stacks check` from cold, and all policies that AWS manages, checked as if somebody here had written them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.clock import best_of
from benchmarks.table import table
from iam_stacks.account.account import Account
from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.account.gathered import Gathered, read_policy
from iam_stacks.account.model import Written
from iam_stacks.account.place import Place
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rule import ERROR, WARNING
from iam_stacks.policy.layers import IDENTITY

_ROOT = Path(__file__).parent.parent
_RUNS = 5
_INPUTS = ("cdk.out", "examples/data-lake/template.yaml", "examples/live-account")


def report() -> str:
    """Measure, and return the tables."""
    return f"{_cold()}\n{_aws_managed()}"


def _cold() -> str:
    """Measure a process of its own for each input that there is: `make synth` writes cdk.out."""
    python = best_of(_RUNS, lambda: _run("-c", "pass"))
    rows = [("python -c pass", f"{python:.3f}", "1.0")]
    for each in filter(lambda each: (_ROOT / each).exists(), _INPUTS):
        seconds = best_of(_RUNS, partial(_run, "-m", "iam_stacks", "check", each))
        rows.append((f"iam-stacks check {each}", f"{seconds:.3f}", f"{seconds / python:.1f}"))
    return table("Checks from cold: a process of its own", ("", "seconds", "ratio"), rows)


def _aws_managed() -> str:
    start = perf_counter()
    account = managed_policies()
    read = perf_counter()
    found = Examination().of(account)
    checked = perf_counter()
    statements = sum(len(each.policy.document.statements) for each in account.written if each.policy)
    return table(
        "All policies that AWS manages, one process",
        ("policies", "statements", "seconds to read", "seconds to check", "errors", "warnings"),
        [
            (
                f"{len(account.written):,}",
                f"{statements:,}",
                f"{read - start:.2f}",
                f"{checked - read:.2f}",
                f"{sum(each.severity == ERROR for each in found):,}",
                f"{sum(each.severity == WARNING for each in found):,}",
            )
        ],
    )


def managed_policies() -> Account:
    """Return an account in which AWS's own policies are written as identity-based policies that nobody has."""
    gathered = Gathered()
    for name in aws_managed_names():
        gathered.note(_written(name))
    return Account(
        account_id="123456789012",
        account_from="given",
        partition="aws",
        region="us-east-1",
        written=tuple(gathered.written),
    )


def _written(name: str) -> Written:
    return read_policy(name, json.loads(aws_managed_policy(name) or ""), Place(name, ""), layer=IDENTITY)


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
