#!/usr/bin/env python3
"""What `cdk synth` runs: build the app from `iam.yaml`, check it, and fail when something is not accepted."""

import json
import os
import sys
from pathlib import Path

from iam_stacks.toolchain import use_packaged_node

use_packaged_node()

try:
    from iam_stacks.app import build_app  # CDK starts Node when it is imported
    from iam_stacks.config import InputError
    from iam_stacks.policy import PolicyError
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is not installed in this Python; . .venv/bin/activate, or pip install -r requirements.txt")


def main() -> int:
    """Synthesize; return the exit status."""
    context = json.loads(Path(__file__).with_name("cdk.json").read_text(encoding="utf-8"))["context"]
    try:
        passed, report = build_app(context=context, outdir=os.environ.get("CDK_OUTDIR", "cdk.out")).check()
    except (InputError, PolicyError, RuntimeError) as error:  # CDK raises the last: too many resources, say
        print(error, file=sys.stderr)
        return 1
    if report:
        print(report, file=sys.stderr)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
