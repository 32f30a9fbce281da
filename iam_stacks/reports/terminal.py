"""Showing lines: with colours on a terminal, plain everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from iam_stacks.reports.answer_text import Line


def printable(text: str) -> str:
    """Return text in which what is no visible character is escaped: names in files must not steer a terminal."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def show_lines(lines: Iterable[Line]) -> None:
    """Print lines on stdout.

    Args:
        lines: pieces of text, some with a style.
    """
    pieces = ([(part, "") if isinstance(part, str) else part for part in line] for line in lines)
    cleaned = ([(printable(text), style) for text, style in line] for line in pieces)
    if sys.stdout is None or not sys.stdout.isatty():
        for line in cleaned:
            click.echo("".join(text for text, _ in line))
        return
    from rich.console import Console  # only a terminal shows what it is for, and it takes a while to load
    from rich.text import Text

    console = Console(highlight=False)
    for line in cleaned:
        with console.capture() as captured:  # click writes it, which knows what the terminal's encoding lacks
            console.print(Text.assemble(*line), soft_wrap=True)
        click.echo(captured.get(), nl=False)
