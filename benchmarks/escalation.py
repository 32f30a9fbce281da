"""Who can become administrator, and guarantees: for companies of growing size, and on top of the other checks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from benchmarks.clock import best_of
from benchmarks.company import ADMINISTRATOR, ADMINISTRATORS, company
from benchmarks.statements import ACCOUNT
from benchmarks.table import table
from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rules import FAMILIES, RULES
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.judge import Judge

_ROOT = Path(__file__).parent.parent
_RUNS = 5
_USERS = (50, 500, 5_000)
_INPUTS = ("cdk.out", "examples/data-lake/template.yaml", "examples/live-account")
_OTHERS = f"all except group/{ADMINISTRATORS}, role/{ADMINISTRATOR}"
_OWN = ("s3:*", "dynamodb:*", "logs:*", "cloudwatch:*", "sts:AssumeRole")
_GUARANTEES = {
    "cannot": Guarantee(principals=_OTHERS, cannot=["iam:CreateUser"]),
    "can only": Guarantee(principals=_OTHERS, can_only=_OWN),
    "cannot through escalation": Guarantee(
        principals=_OTHERS, cannot=["s3:DeleteBucket"], on=["arn:aws:s3:::audit-trail"], through="escalation"
    ),
}

Done = TypeVar("Done")
Measured = dict[str, float]


def report() -> str:
    """Measure, and return the tables."""
    return f"{_growth()}\n{_on_top()}"


def measure(users: int) -> Measured:
    """Return what each part takes for a company, in seconds of processors, what is found, and the most memory.

    Of the first guarantee's time a part is spent once for all: whatever is prepared at the first question.
    """
    with TemporaryDirectory() as folder:
        templates, climbers = company(users)
        for number, template in enumerate(templates):
            Path(folder, f"{number}.json").write_text(json.dumps(template), encoding="utf-8")
        loading, account = _timed(partial(load, folder, account=ACCOUNT, region="eu-west-1"))
    escalation = Escalation(account)
    finding, paths = _timed(escalation.to_administrators)
    judge = Judge(account, escalation)
    judging = {name: _timed(partial(judge.verdicts, each))[0] for name, each in _GUARANTEES.items()}
    return {
        "identities": len(account.users) + len(account.groups) + len(account.roles),
        "climbers": len(climbers),
        "found": len({path.start for path in paths}),
        "load": loading,
        "escalation": finding,
        **judging,
        "MiB": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
    }


def _growth() -> str:
    """Measure a process of its own for each size, because memory that was used once stays in the figure."""
    each = [_in_a_process(users) for users in _USERS]
    parts = ("load", "escalation", *_GUARANTEES)
    rows = []
    for before, now in zip([each[0], *each], each, strict=False):
        figures = (f"{now[part]:.2f}  x{now[part] / before[part]:.1f}" for part in parts)
        larger = f"{now['identities']:,.0f}  x{now['identities'] / before['identities']:.1f}"
        rows.append((larger, f"{now['found']:.0f} of {now['climbers']:.0f}", *figures, f"{now['MiB']:.0f}"))
    return table(
        "Who can become administrator, and guarantees: seconds of processors, and the growth from the size before",
        ("identities", "found", *parts, "MiB"),
        rows,
    )


def _in_a_process(users: int) -> Measured:
    command = [sys.executable, "-m", "benchmarks.escalation", str(users)]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def _on_top() -> str:
    """Measure the examination of what there is, in turn with and without the family: `make synth` writes cdk.out."""
    others = Examination(rules=tuple(rule for rule in RULES if rule not in FAMILIES["escalation"]))
    rows = []
    for each in filter(lambda each: (_ROOT / each).exists(), _INPUTS):
        account = load(_ROOT / each, both_ways=True)
        without, everything = (best_of(_RUNS, partial(_examine, how, account)) for how in (others, Examination()))
        rows.append((each, f"{without:.3f}", f"{everything:.3f}", f"{everything / without:.2f}"))
    return table("On top of the other checks", ("", "seconds without", "with", "ratio"), rows)


def _examine(how: Examination, account: Account) -> None:
    """Examine a copy: an account keeps what it was asked once."""
    how.of(replace(account))


def _timed(work: Callable[[], Done]) -> tuple[float, Done]:
    start = process_time()
    done = work()
    return process_time() - start, done


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201 - a command line prints
