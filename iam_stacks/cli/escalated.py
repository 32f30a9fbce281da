"""Looking for ways to power in what files describe, and showing them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as File
from typing import Any

import click

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.checks.wanted import Wanted
from iam_stacks.cli.accounts import accounts_of, say_account
from iam_stacks.cli.options import tried
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.path import Path
from iam_stacks.guarantees.target import Target
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.terminal import show_lines


def escalated(
    files: Sequence[File], *, administrator: Sequence[str], target: Sequence[str], **where: Any
) -> tuple[Found, ...]:
    """Return the ways to power in each account.

    Args:
        files: what describes the accounts.
        administrator: selections of who is administrator by design.
        target: what else to look for, each an action and a resource.
        where: the account, region and partition that are given.

    Raises:
        AccountError: an option or a file is bad, one line for each thing that is wrong.
    """
    faults: list[str] = []
    wanted = tried(lambda: Wanted.read(administrator, target, ()), faults)
    accounts = tried(lambda: accounts_of(files, **where), faults)
    if wanted is None or accounts is None:
        raise AccountError("\n".join(faults))
    wanted.require(accounts)
    return tuple(_found(account, wanted) for account in accounts)


def show(founds: Sequence[Found], output_format: str) -> None:
    """Print what was found: it goes to stdout alone, what is beside it to stderr."""
    if output_format == "json":
        from iam_stacks.reports.escalation.json import escalation_json

        click.echo(json.dumps(escalation_json(founds), indent=2))
        return
    for found in founds:
        say_account(found.account)
    if output_format == "text":
        from iam_stacks.reports.escalation.text import escalation_lines

        show_lines(escalation_lines(founds))
    else:
        click.echo(_drawer(output_format)(founds))


def _drawer(output_format: str) -> Callable[[Sequence[Found]], str]:
    from iam_stacks.reports.escalation.html import html
    from iam_stacks.reports.escalation.mermaid import mermaid
    from iam_stacks.reports.escalation.svg import svg

    return {"html": html, "mermaid": mermaid, "svg": svg}[output_format]


def _found(account: Account, wanted: Wanted) -> Found:
    """Return the ways of an account; what depends on conditions that nobody can decide yet is found either way."""
    both_ways = (account, *([account.otherwise] if account.otherwise else []))
    escalations = [(wanted.of(each), Escalation(each, administrators=wanted.named(each))) for each in both_ways]
    to_targets = [
        Goal(
            paths=_united(_to(target, each) for here, each in escalations if target in here.targets),
            target=f"{target.action} {target.resource}",
        )
        for target in wanted.targets
    ]
    return Found(
        account=account,
        administrators=frozenset().union(*(each.administrators for _, each in escalations)),
        goals=(Goal(paths=_united(each.to_administrators() for _, each in escalations)), *to_targets),
    )


def _to(target: Target, escalation: Escalation) -> tuple[Path, ...]:
    held = target.held_by(escalation.account)
    return escalation.to(held, held.depends_on)


def _united(ways: Iterable[Sequence[Path]]) -> tuple[Path, ...]:
    """Return one path for each start."""
    found: dict[str, Path] = {}
    for paths in ways:
        for path in paths:
            found.setdefault(path.start, path)
    return tuple(found[start] for start in sorted(found))
