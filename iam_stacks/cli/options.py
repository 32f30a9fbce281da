"""Options that several commands have, and what they all say beside an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from iam_stacks.account.error import AccountError
from iam_stacks.policy.error import PolicyError
from iam_stacks.reports.terminal import printable

Made = TypeVar("Made")
Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Any], Any]

ACCOUNT_NAMES = ("account", "region", "partition")
ACCOUNT_OPTIONS: tuple[Option, ...] = (
    click.option("--account", metavar="ID", help="The account's 12 digits. Default: what the input says."),
    click.option("--region", metavar="NAME", help="The Region. Default: what the input says."),
    click.option("--partition", metavar="NAME", help="aws, aws-cn, aws-us-gov. Default: what the input says."),
)
ESCALATION_OPTIONS: tuple[Option, ...] = (
    click.option(
        "--administrator",
        multiple=True,
        metavar="SELECTION",
        help="Who is meant to be an administrator: user/NAME, role/NAME, or group/NAME for its members. "
        "May be given more than once.",
    ),
    click.option(
        "--target",
        multiple=True,
        metavar="'ACTION RESOURCE'",
        help="What few may reach: also who can gain it. May be given more than once.",
    ),
)


def format_option(*formats: str) -> Option:
    """Return the option that chooses how an answer is written; the first of the formats is the default."""
    return click.option("--format", "output_format", type=click.Choice(formats), default=formats[0], show_default=True)


def with_options(options: Sequence[Option]) -> Callable[[Command], Command]:
    """Add options to a command, in their order."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def pairs(option: str, given: Iterable[str], shape: str) -> list[tuple[str, str]]:
    """Return what was given for an option as keys and values.

    Raises:
        AccountError: something is no pair; one line for each that is none.
    """
    found = [(text, *text.partition("=")) for text in given]
    faults = [
        f"{option} {text!r} is not one; give {shape}" for text, key, separator, _ in found if not (key and separator)
    ]
    if faults:
        raise AccountError("\n".join(faults))
    return [(key, value) for _, key, _, value in found]


def tried(make: Callable[[], Made], faults: list[str]) -> Made | None:
    """Return what is made, or None, and what is wrong among the faults: all of them are said at once."""
    try:
        return make()
    except (AccountError, PolicyError) as error:
        faults.append(str(error))
        return None


def say_beside(account: dict[str, str], unresolved: Iterable[dict[str, str]]) -> None:
    """Say on stderr which account was taken, and what was left open or is wrong in the input."""
    for each in unresolved:
        place = " ".join(filter(None, (each["template"], each["logical_id"], each["path"])))
        say(f"not resolved: {place}: {each['why']}")
    say(f"account {account['id']}, {account['from']}")


def say(text: str) -> None:
    """Print a line on stderr."""
    click.echo(printable(text), err=True)
