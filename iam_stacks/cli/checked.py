"""Checking what files describe, and showing what was found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.metadata import read_metadata
from iam_stacks.account.error import AccountError
from iam_stacks.account.policy_document import GUESSED
from iam_stacks.checks.baseline import read_baseline
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination, Setting
from iam_stacks.checks.review import Examined, Review, review
from iam_stacks.checks.rules import RULES
from iam_stacks.cli.accounts import accounts_of, say_account
from iam_stacks.cli.options import ACCOUNT_NAMES, pairs, say, tried
from iam_stacks.policy.kind import KINDS, Kind
from iam_stacks.reports.check_json import check_json
from iam_stacks.reports.check_text import check_lines
from iam_stacks.reports.terminal import show_lines

Made = TypeVar("Made")
_NAMED = 3
_CHOICES = ("severity", "quota", "administrator", "target")


def checked(paths: Sequence[Path], *, kind: Kind | None, baseline: Path | None, **options: Any) -> Review:
    """Return what is left of what was found.

    Raises:
        AccountError: an option or a file is bad, one line for each thing that is wrong.
    """
    faults: list[str] = []
    given = {name: options[name] for name in ACCOUNT_NAMES}
    examination = tried(lambda: _examination(**{name: options[name] for name in _CHOICES}), faults)
    known = tried(lambda: read_baseline(baseline) if baseline else frozenset[str](), faults)
    accounts = tried(lambda: accounts_of(paths, documents=kind or GUESSED, **given), faults)
    if examination is None or known is None or accounts is None:
        raise AccountError("\n".join(faults))
    if kind is None:
        _say_guesses(accounts)
    return review(list(map(_examined, accounts, examination.of_each(accounts))), known)


def show(found: Review, output_format: str) -> None:
    """Print what is left: the report goes to stdout alone, what is beside it to stderr."""
    if output_format == "json":
        click.echo(json.dumps(check_json(found), indent=2))
        return
    for account in found.accounts:
        say_account(account)
    if output_format == "sarif":
        click.echo(json.dumps(_sarif(found), indent=2))
    else:
        show_lines(check_lines(found))


def _examined(account: Account, diagnoses: tuple[Diagnosis, ...]) -> Examined:
    metadata = read_metadata(map(Path, account.files.values()))
    return Examined(account=account, diagnoses=diagnoses, metadata=metadata)


def _sarif(found: Review) -> dict[str, Any]:
    from importlib.metadata import version  # only this format says it

    from iam_stacks.reports.sarif import sarif

    return sarif(found, RULES, version("iam-stacks"))


def _examination(
    *, severity: Iterable[str], quota: Iterable[str], administrator: Sequence[str], target: Sequence[str]
) -> Examination:
    faults: list[str] = []
    chosen = tried(lambda: dict(pairs("--severity", severity, "RULE=error, warning or off")), faults)
    numbers = tried(lambda: _numbers(pairs("--quota", quota, "NAME=NUMBER")), faults)
    if chosen is None or numbers is None:
        raise AccountError("\n".join(faults))
    return Examination(
        severities=cast("dict[str, Setting]", chosen), quotas=numbers, administrators=administrator, targets=target
    )


def _numbers(given: Iterable[tuple[str, str]]) -> dict[str, int]:
    listed = list(given)
    if faults := [f"--quota {name}={text} is no number" for name, text in listed if not text.isdecimal()]:
        raise AccountError("\n".join(faults))
    return {name: int(text) for name, text in listed}


def _say_guesses(accounts: Iterable[Account]) -> None:
    """Say what kinds were guessed: a wrong guess judges a policy by the wrong rules."""
    alone = [written for account in accounts for written in account.written if written.kind]
    for kind in KINDS:
        names = [written.place.template for written in alone if written.kind == kind]
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            say(f"taken as {kind} policy: {', '.join(names[:_NAMED])}{more}; --type says otherwise")
