"""`iam-stacks can` from cold, and `who-can` over estates of growing size."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import best_of
from benchmarks.estates import distinct_statements, estate
from benchmarks.table import table

_RUNS = 5
_USERS = (50, 500, 5_000)
_GROUPS, _ROLES = 300, 1_000
_ASKED = ("s3:DeleteBucket", "arn:aws:s3:::example-data")


def report() -> str:
    """Measure, and return the tables."""
    with TemporaryDirectory() as folder:
        return f"{_cold(Path(folder))}\n{_growth(Path(folder))}"


def _cold(folder: Path) -> str:
    template = folder / "template.json"
    administrator = {"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}
    resources = {"Administrator": {"Type": "AWS::IAM::User", "Properties": administrator}}
    template.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
    source = ("--from", str(template))
    python = best_of(_RUNS, lambda: _run("-c", "pass"))
    cold = best_of(_RUNS, lambda: _run("-m", "iam_stacks", "can", "Administrator", *_ASKED, *source))
    actions = best_of(_RUNS, lambda: _run("-m", "iam_stacks", "actions", "Administrator", *source))
    return table(
        "From cold: a process of its own",
        ("", "seconds", "ratio"),
        [
            ("python -c pass", f"{python:.3f}", "1.0"),
            ("iam-stacks can", f"{cold:.3f}", f"{cold / python:.1f}"),
            ("iam-stacks actions, of an administrator", f"{actions:.3f}", f"{actions / python:.1f}"),
        ],
    )


def _growth(folder: Path) -> str:
    rows, first = [], 0.0
    for users in _USERS:
        pages = estate(users, _GROUPS, _ROLES)
        source = folder / str(users)
        source.mkdir()
        for number, page in enumerate(pages):
            (source / f"{number}.json").write_text(json.dumps(page), encoding="utf-8")
        seconds = best_of(3, partial(_run, "-m", "iam_stacks", "who-can", *_ASKED, "--from", str(source)))
        first = first or seconds
        identities = users + _GROUPS + _ROLES
        rows.append(
            (
                f"{users:,} users",
                f"{identities:,}",
                f"{distinct_statements(pages):,}",
                f"{seconds:.2f}",
                f"{seconds / first:.1f}",
                f"{identities / (_USERS[0] + _GROUPS + _ROLES):.1f}",
            )
        )
    return table(
        f"who-can from cold, {_GROUPS} groups and {_ROLES:,} roles, everything unknown",
        ("", "identities", "distinct statements", "seconds", "growth of time", "of the estate"),
        rows,
    )


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr)
