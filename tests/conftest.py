"""What all tests share. Tests run with the context of `cdk.json`: feature flags change what is synthesized."""

import json
import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import is_hypothesis_test, settings

from iam_stacks.toolchain import use_packaged_node
from tests.untraced import leave_out

ROOT = Path(__file__).parent.parent

# Before jsii starts. CDK's own validation takes a second a process; tests/test_app.py keeps one run with it on.
use_packaged_node()
leave_out()
os.environ["CDK_VALIDATION"] = "false"


# How long an example takes is for benchmarks/ to tell: on a busy machine a deadline fails what is right.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count as covered only what chosen examples reach: a line met by chance is not tested, and tracing is slow."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Trace nothing that is not to be counted: in a worker of xdist, pytest-cov stops but one of its two tracers."""
    if not item.get_closest_marker("no_cover"):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


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
