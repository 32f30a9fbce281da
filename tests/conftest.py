"""What all tests share. Tests run with the context of `cdk.json`: feature flags change what is synthesized."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from iam_stacks.toolchain import use_packaged_node

ROOT = Path(__file__).parent.parent

# Before jsii starts. CDK's own validation takes a second a process; tests/test_app.py keeps one run with it on.
use_packaged_node()
os.environ["CDK_VALIDATION"] = "false"


# How long an example takes is for benchmarks/ to tell: on a busy machine a deadline fails what is right.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    return json.loads((ROOT / "cdk.json").read_text())["context"]


@pytest.fixture
def estate_file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes YAML text to a file named iam.yaml."""

    def write(text: str) -> Path:
        file = tmp_path / "iam.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write
