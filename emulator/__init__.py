"""A local AWS account: MiniStack, with the IAM that its CloudFormation lacks.

It exists so that a deploy can be tried, and tested, without an AWS account: unmodified `cdk deploy`, real
access keys, and policies that are enforced. It is a tool of this repository, never part of the wheel.

    python -m emulator start && eval "$(python -m emulator env)" && cdk deploy --all

The server runs in a virtual environment of its own (`.emulator/`). Everything here but `show`, `server.py` and
`patches/` needs the standard library alone.
"""
