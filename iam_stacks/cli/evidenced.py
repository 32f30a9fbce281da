"""Looking for evidence in what files describe, and showing it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from iam_stacks.cli.accounts import accounts_of, say_account
from iam_stacks.evidence.judge import judge
from iam_stacks.reports.evidence_json import Evidence, evidence_json
from iam_stacks.reports.evidence_markdown import evidence_lines
from iam_stacks.reports.terminal import printable


def evidenced(paths: Sequence[Path], **where: Any) -> tuple[Evidence, ...]:
    """Return what is shown of each account.

    Args:
        paths: what describes the accounts.
        where: the account, region and partition that are given.

    Raises:
        AccountError: an option or a file is bad, one line for each thing that is wrong.
    """
    return tuple((account, judge(account)) for account in accounts_of(paths, **where))


def show(evidence: Sequence[Evidence], output_format: str) -> None:
    """Print what is shown: it goes to stdout alone, what is beside it to stderr."""
    if output_format == "json":
        click.echo(json.dumps(evidence_json(evidence), indent=2))
        return
    for account, _ in evidence:
        say_account(account)
    for line in evidence_lines(evidence):
        click.echo(printable(line))
