"""The example estate as CloudFormation, to the letter: a changed logical id would replace what users have deployed.

After a change that is meant: `UPDATE_SNAPSHOTS=1 pytest tests/stacks`, and read the difference before you commit it.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("name", ["IamIdentity", "IamMonitoring", "IamRoles"])
def test_the_template_is_what_it_was(name: str, example: dict[str, dict[str, Any]]) -> None:
    file = SNAPSHOTS / f"{name}.json"
    rendered = json.dumps(example[name], indent=1, sort_keys=True) + "\n"
    rendered = re.sub("[0-9a-f]{64}[.]zip", "handlers.zip", rendered)  # no resource is replaced when their code changes
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(rendered, encoding="utf-8")
    assert rendered == file.read_text(encoding="utf-8")
