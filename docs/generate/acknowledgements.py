"""The findings that the example estate accepts."""

import json
import tempfile
from pathlib import Path

from iam_stacks import build_app
from iam_stacks.reports.acknowledgements import acknowledgements_page
from iam_stacks.reports.violation import read_report


def acknowledgements() -> str:
    """Synthesize the example, and return the page of what is accepted there."""
    context = json.loads(Path("cdk.json").read_text(encoding="utf-8"))["context"] | {"config": "iam.yaml"}
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(context=context, outdir=folder)
        app.synth()
        violations = read_report(Path(folder))
        written = {
            violation.finding: known.origin.partition(":")[0]
            for violation in violations
            for known in app.acknowledgements
            if known.origin and known.covers(violation.finding)
        }
        return acknowledgements_page(violations, written)
