"""Runs blocks of Python one after another, since CDK takes a second to start.

Reads `{name: code}` from its input; writes `{name: traceback}` to the file that is named, with nothing for what ran.
"""

import json
import sys
import traceback
from pathlib import Path

from aws_cdk import Stack


def failure(code: str) -> str:
    """Run a block, synthesize the stack that it defines, if any, and return what went wrong."""
    names = {"__name__": "__main__"}
    try:
        exec(compile(code, "<block>", "exec"), names)
        if isinstance(stack := names.get("stack"), Stack):
            stack.node.root.synth()
    except Exception:
        return traceback.format_exc()
    return ""


if __name__ == "__main__":
    failures = {name: failure(code) for name, code in json.load(sys.stdin).items()}
    Path(sys.argv[1]).write_text(json.dumps(failures), encoding="utf-8")
