"""How a command refuses what it cannot work with."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from iam_stacks.account.error import AccountError
from iam_stacks.policy.error import PolicyError
from iam_stacks.reports.terminal import printable

BAD_INPUT = 2
"""The exit code of all commands for bad input, and for an answer that cannot be written."""


class Refusal:
    """Turns what is wrong with the input into one line for each fault, and exit code 2: no other code says "no"."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, AccountError | PolicyError):
            _refuse(str(error))
        if isinstance(error, OSError):
            _give_up(error)


def _refuse(message: str) -> NoReturn:
    for line in message.splitlines():
        click.echo(printable(f"iam-stacks: {line}"), err=True)
    sys.exit(BAD_INPUT)


def _give_up(error: OSError) -> NoReturn:
    """End quietly if the reader has seen enough, and else with one line, when stdout takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it closes stdout
    _refuse("" if isinstance(error, BrokenPipeError) else f"the answer cannot be written: {error.strerror}")
