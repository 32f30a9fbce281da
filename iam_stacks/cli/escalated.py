"""Looking for ways to power in what files describe, and showing them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path as File
from typing import Any, TypeVar

import click

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load, load_each
from iam_stacks.account.selection import Selection
from iam_stacks.cli.options import say_beside
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.path import Path
from iam_stacks.guarantees.target import Target
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.reports.answers import unresolved
from iam_stacks.reports.escalation.found import Found, Goal
from iam_stacks.reports.terminal import show_lines

Made = TypeVar("Made")


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
    selections = _tried(Selection.parse, administrator, faults)
    targets = _tried(Target.parse, target, faults)
    accounts = [
        account for read in _tried(lambda given: _accounts(files, **given), [where], faults) for account in read
    ]
    if not faults:
        asked = (*(each.of for each in selections), *(each.held_by for each in targets))
        faults += [fault for ask in asked if (fault := _fault(ask, accounts))]
    if faults:
        raise AccountError("\n".join(faults))
    return tuple(_found(account, selections, targets) for account in accounts)


def show(founds: Sequence[Found], output_format: str) -> None:
    """Print what was found: it goes to stdout alone, what is beside it to stderr."""
    if output_format == "json":
        from iam_stacks.reports.escalation.json import escalation_json

        click.echo(json.dumps(escalation_json(founds), indent=2))
        return
    for found in founds:
        account = found.account
        say_beside({"id": show_symbols(account.account_id), "from": account.account_from}, unresolved(account))
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


def _accounts(files: Sequence[File], *, account: str | None, **where: Any) -> tuple[Account, ...]:
    """Return the account that is given, or else all that there are."""
    if account is None:
        return load_each(files, **where)
    return (load(files, account=account, both_ways=True, **where),)


def _tried(make: Callable[..., Made], given: Iterable[object], faults: list[str]) -> list[Made]:
    """Return what is made of each, and what is wrong among the faults: all of them are said at once."""
    made: list[Made] = []
    for each in given:
        try:
            made.append(make(each))
        except (AccountError, PolicyError) as error:
            faults.append(str(error))
    return made


def _fault(ask: Callable[[Account], object], accounts: Iterable[Account]) -> str:
    """Return why there is no account that knows what is asked; nothing if there is one."""
    faults: list[str] = []
    return "" if _tried(ask, _both_ways(accounts), faults) else faults[0]


def _both_ways(accounts: Iterable[Account]) -> Iterator[Account]:
    for account in accounts:
        yield from (account, *([account.otherwise] if account.otherwise else []))


def _found(account: Account, selections: Sequence[Selection], targets: Sequence[Target]) -> Found:
    """Return the ways of an account; what depends on conditions that nobody can decide yet is found either way."""
    escalations = [Escalation(each, administrators=_named(selections, each)) for each in _both_ways([account])]
    to_targets = [
        Goal(paths=_united(_to(target, each) for each in escalations), target=f"{target.action} {target.resource}")
        for target in targets
    ]
    return Found(
        account=account,
        administrators=frozenset().union(*(each.administrators for each in escalations)),
        goals=(Goal(paths=_united(each.to_administrators() for each in escalations)), *to_targets),
    )


def _to(target: Target, escalation: Escalation) -> tuple[Path, ...]:
    try:
        return escalation.to(target.held_by(escalation.account))
    except PolicyError:  # it is in another account
        return ()


def _named(selections: Iterable[Selection], account: Account) -> Iterator[str]:
    for selection in selections:
        with suppress(AccountError):  # it is in another account
            yield from (each.arn for each in selection.of(account))


def _united(ways: Iterable[Sequence[Path]]) -> tuple[Path, ...]:
    """Return one path for each start."""
    found: dict[str, Path] = {}
    for paths in ways:
        for path in paths:
            found.setdefault(path.start, path)
    return tuple(found[start] for start in sorted(found))
