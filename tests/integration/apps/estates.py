"""The app of this repository, as the CDK CLI synthesizes it, with several configurations in one process.

Usage, in the repository: python estates.py FOLDER SETTINGS, where SETTINGS is a JSON object: the context of each
assembly by its name.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from iam_stacks.app import build_app

BY_THE_CLI = {"aws:cdk:enable-path-metadata": True, "aws:cdk:enable-asset-metadata": True}
"""What the CLI adds to the context."""

folder, settings = sys.argv[1:]
context = json.loads(Path("cdk.json").read_text(encoding="utf-8"))["context"] | BY_THE_CLI
for name, given in json.loads(settings).items():
    passed, report = build_app(context=context | given, outdir=f"{folder}/{name}").check()
    assert passed, report
