"""The command that checks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from iam_stacks.cli.options import ACCOUNT_OPTIONS, ESCALATION_OPTIONS, format_option, with_options
from iam_stacks.cli.refusal import Refusal
from iam_stacks.policy.kind import KINDS

_OPTIONS = (
    click.option(
        "--type",
        "kind",
        type=click.Choice(KINDS),
        help="What kind of policy a document is that stands alone in a file. Default: guessed from it, and said.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="What --format json has written before: what was found then is not counted.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning"]),
        default="error",
        show_default=True,
        help="The least severity that makes the exit code 1.",
    ),
    click.option(
        "--severity",
        multiple=True,
        metavar="RULE=SEVERITY",
        help="Another severity for a rule: error, warning or off. May be given more than once.",
    ),
    click.option(
        "--quota",
        multiple=True,
        metavar="NAME=NUMBER",
        help="A quota that AWS has raised for the account. May be given more than once.",
    ),
    *ESCALATION_OPTIONS,
    *ACCOUNT_OPTIONS,
    format_option("text", "json", "sarif"),
)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@with_options(_OPTIONS)
def check(paths: tuple[Path, ...], fail_on: str, **options: Any) -> None:
    """Check the policies, roles and users of an account.

    PATH is cdk.out (the default), a template in JSON or YAML, authorization details, a single policy document, or a
    folder of these. Exit 0: no error is left, 1: one is.
    """
    from iam_stacks.cli.checked import checked, show  # the rules take a while to load, and questions need none

    with Refusal():
        found = checked(paths or (Path("cdk.out"),), **options)
        show(found, options["output_format"])
    failing = found.count("error") + (found.count("warning") if fail_on == "warning" else 0)
    sys.exit(1 if failing else 0)
