"""Builds estates one after another, since CDK takes a second to start.

Reads `{name: text}` from its input; writes `{name: report}` to the file that is named, with nothing for what may be
deployed. The files that estates name are in the working directory.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from iam_stacks import PolicyError, build_app
from iam_stacks.config import InputError

ROOT = Path(__file__).parent.parent.parent


def report(text: str) -> str:
    """Synthesize an estate with the context of `cdk.json` and all checks, and return what is to be said about it."""
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    Path("iam.yaml").write_text(text, encoding="utf-8")
    try:
        with TemporaryDirectory() as folder:
            passed, said = build_app(context=context, outdir=folder).check()
    except (InputError, PolicyError, RuntimeError) as error:
        return str(error)
    return said if passed else said or "it does not pass"


if __name__ == "__main__":
    reports = {name: report(text) for name, text in json.load(sys.stdin).items()}
    Path(sys.argv[1]).write_text(json.dumps(reports), encoding="utf-8")
