"""The command `iam-stacks`: questions about an account, and checks of it, from templates or from AWS's own export."""

from __future__ import annotations

import click

from iam_stacks.cli import questions
from iam_stacks.cli.check import check
from iam_stacks.cli.completion import completion
from iam_stacks.cli.escalate import escalate
from iam_stacks.cli.evidence import evidence


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="iam-stacks")
def main() -> None:
    """Check an AWS account, and ask who can do what in it, before it is deployed."""


_COMMANDS = (check, escalate, evidence, questions.can, questions.who_can, questions.actions, questions.why, completion)

for command in _COMMANDS:
    main.add_command(command)
