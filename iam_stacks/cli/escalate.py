"""The command that shows who can become administrator, and how."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from iam_stacks.cli.options import ACCOUNT_OPTIONS, ESCALATION_OPTIONS, format_option, with_options
from iam_stacks.cli.refusal import Refusal

_OPTIONS = (*ESCALATION_OPTIONS, *ACCOUNT_OPTIONS, format_option("text", "json", "mermaid", "svg", "html"))


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@with_options(_OPTIONS)
def escalate(paths: tuple[Path, ...], output_format: str, **options: Any) -> None:
    """Show who can become administrator, or gain a target, and how.

    PATH is cdk.out (the default), a template in JSON or YAML, authorization details, or a folder of these. Exit 0:
    nobody can, 1: somebody can, or may.
    """
    from iam_stacks.cli.escalated import escalated, show  # the methods take a while to load, and questions need none

    with Refusal():
        found = escalated(paths or (Path("cdk.out"),), **options)
        show(found, output_format)
    sys.exit(1 if any(goal.paths for each in found for goal in each.goals) else 0)
