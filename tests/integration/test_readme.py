"""The commands of the pages that deploy, in the order in which a reader types them."""

import os
import shlex
import subprocess

import pytest

from emulator.client_env import process_environment
from tests.docs.blocks import PAGES, ROOT, blocks, title

DEPLOYING = {
    title(page): [
        line
        for name, text in blocks("bash")
        if name.startswith(title(page))
        for line in text.splitlines()
        if line.startswith("npx cdk ")
    ]
    for page in PAGES
}


def pages_with(lines: tuple[str, ...]) -> str:
    """Return the names of the pages that have just these commands."""
    return " ".join(page for page, found in DEPLOYING.items() if tuple(found) == lines)


@pytest.mark.parametrize("lines", sorted({tuple(lines) for lines in DEPLOYING.values() if lines}), ids=pages_with)
def test_the_commands_of_a_page_work_one_after_another(lines: tuple[str, ...], emulator_runs: None) -> None:
    account = str(int.from_bytes(os.urandom(4), "big") + 10**11)
    env = process_environment(account) | {"CI": "true"}
    for line in lines:
        command = shlex.split(line.replace("deploy --all", "deploy --all --require-approval never"))
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_the_readme_says_how_to_deploy() -> None:
    assert DEPLOYING["README.md"] == ["npx cdk bootstrap", "npx cdk diff", "npx cdk deploy --all"]
