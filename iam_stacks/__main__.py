"""`python -m iam_stacks` is the command `iam-stacks`."""

from iam_stacks.cli import main

main(prog_name="iam-stacks")
