"""Every example of the pages is executed. Commands that deploy are run by tests/integration/test_readme.py."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from iam_stacks.config import ConfigError, load
from tests.docs.blocks import PAGES, ROOT, blocks, commands

PYTHON = dict(blocks("python"))
YAML = dict(blocks("yaml"))
RUN_BY_INTEGRATION = re.compile(r"npx cdk (bootstrap|diff|deploy|synth|destroy)\b")
RUN_ELSEWHERE = {". .venv/bin/activate", "pip install -r requirements.txt", "npm ci", "python app.py", "pytest"}
"""Set-up: the Makefile does the same at every run of CI."""


@pytest.mark.parametrize("name", PYTHON)
def test_python_runs(name: str) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PYTHON[name]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", YAML)
def test_yaml_is_a_configuration_that_loads_or_a_workflow(name: str, tmp_path: Path) -> None:
    data = yaml.safe_load(YAML[name])
    if "jobs" in data:
        steps = data["jobs"]["iam"]["steps"]
        assert [step["run"].split("#")[0].strip() for step in steps if "run" in step] == [
            "pip install -r requirements.txt && npm ci",
            "npx cdk synth --quiet",
            "npx cdk diff --all",
        ]
        return
    file = tmp_path / "iam.yaml"
    file.write_text(YAML[name])
    assert load(file).estate


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_is_one_that_is_run(command: str) -> None:
    if command.startswith("make "):
        assert re.search(rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    else:
        assert RUN_BY_INTEGRATION.match(command) or command in RUN_ELSEWHERE or command.startswith("python -m emulator")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_message_that_the_readme_shows_is_the_one_that_its_file_gets(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = next(text for text in YAML.values() if "JohnDoe" in text)
    file = tmp_path / "iam.yaml"
    file.write_text(shown.replace("JohnDoe: {groups: [DataReaders]", "JohnDoe: {groups: [DataReader]"))
    with pytest.raises(ConfigError) as refusal:
        load(file)
    assert str(refusal.value).replace(str(file), "iam.yaml") in readme


def test_the_two_commands_are_in_the_readme() -> None:
    assert {"make deploy-local", "make test"} <= set(commands())


def test_a_library_user_needs_ten_lines(root: Path) -> None:
    (example,) = (text for name, text in PYTHON.items() if "IamGroup(stack" in text and name.startswith("README"))
    assert len([line for line in example.splitlines() if line]) <= 10


def test_nothing_is_too_long_to_be_read(root: Path) -> None:
    assert len((root / "app.py").read_text().splitlines()) <= 40
