"""What the pages show of the command line is what it prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, blocks


def sessions() -> list[tuple[str, str]]:
    """Return each command of a console block with the output that the page shows."""
    found: list[tuple[str, str]] = []
    for _, text in blocks("console"):
        for part in text.removeprefix("$ ").split("\n$ "):
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


@pytest.mark.parametrize(("command", "shown"), sessions(), ids=[command for command, _ in sessions()])
def test_a_command_prints_what_its_page_shows(command: str, shown: str, tmp_path: Path) -> None:
    script = tmp_path / "iam-stacks"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m iam_stacks "$@"\n')
    script.chmod(0o755)
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.rstrip("\n") == shown


def test_there_is_something_to_run() -> None:
    assert len(sessions()) >= 5
