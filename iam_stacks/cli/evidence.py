"""The command that shows what is proven."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from iam_stacks.cli.options import ACCOUNT_OPTIONS, format_option, with_options
from iam_stacks.cli.refusal import Refusal


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@with_options((*ACCOUNT_OPTIONS, format_option("markdown", "json")))
def evidence(paths: tuple[Path, ...], output_format: str, **where: Any) -> None:
    """Show which practices of CIS and Security Hub are met, and by what.

    PATH is cdk.out (the default), a template in JSON or YAML, authorization details, or a folder of these. It is a
    report, and no test: exit 0, whatever it shows.
    """
    from iam_stacks.cli.evidenced import evidenced, show  # the rules take a while to load, and questions need none

    with Refusal():
        show(evidenced(paths or (Path("cdk.out"),), **where), output_format)
