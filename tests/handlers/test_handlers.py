"""The handlers as Lambda has them: a folder of that name, and nothing else of ours."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import iam_stacks.handlers

FOLDER = Path(iam_stacks.handlers.__file__).parent
MODULES = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__")
ENTRIES = ["access_key_rotation", "account_alias", "force_destroy_user", "password_policy"]

SCRIPT = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(f"handlers.{name}")
print(json.dumps({"ours": [name for name in sys.modules if name.startswith("iam_stacks")],
                  "entries": [name for name in sys.argv[1:] if hasattr(sys.modules[f"handlers.{name}"], "handler")]}))
"""


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder with nothing in it but a copy of the handlers."""
    shutil.copytree(FOLDER, tmp_path / "handlers", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_folder_works_alone_and_has_these_entries(alone: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *MODULES],
        cwd=alone,
        env={**os.environ, "PYTHONPATH": str(alone)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(run.stdout) == {"ours": [], "entries": ENTRIES}
