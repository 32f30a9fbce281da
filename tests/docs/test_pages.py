"""Every example of the pages is executed. Commands that deploy are run by tests/integration/test_readme.py."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from docs.generate.constructs import FOLDER, construct_pages
from docs.generate.constructs.example import EXAMPLES
from iam_stacks import __all__ as public_names
from iam_stacks.cli import main
from iam_stacks.config import ConfigError, load
from tests.docs.blocks import PAGES, ROOT, blocks, commands, title

PYTHON = dict(blocks("python"))
YAML = dict(blocks("yaml"))
WORKFLOWS = {name: text for name, text in YAML.items() if "iam" in yaml.safe_load(text).get("jobs", ())}
CHECKS = {name: text for name, text in YAML.items() if "check" in yaml.safe_load(text).get("jobs", ())}
HOOKS = {name: text for name, text in YAML.items() if "repos" in yaml.safe_load(text)}
ESTATES = {name: text for name, text in YAML.items() if name not in {**WORKFLOWS, **CHECKS, **HOOKS}}
RUN_BY_INTEGRATION = re.compile(r"npx cdk (bootstrap|diff|deploy|synth|destroy)\b")
RUN_ELSEWHERE = {". .venv/bin/activate", "pip install -r requirements.txt", "npm ci", "python app.py", "pytest"}
"""Set-up: the Makefile does the same at every run of CI."""


def folder_of(name: str) -> Path:
    """Return where a block runs: those of the constructs read files that lie beside their source."""
    return EXAMPLES if name.startswith(FOLDER) else ROOT


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run all blocks, in one process for each folder; return what went wrong with each."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    failed: dict[str, str] = {}
    for folder in sorted(set(map(folder_of, PYTHON))):
        file = tmp_path_factory.mktemp("blocks") / "failures.json"
        code = json.dumps({name: text for name, text in PYTHON.items() if folder_of(name) == folder})
        command = [sys.executable, "-m", "tests.docs.run_blocks", str(file)]
        done = subprocess.run(command, cwd=folder, env=env, input=code, capture_output=True, text=True, check=False)
        assert file.exists(), done.stderr
        failed |= json.loads(file.read_text(encoding="utf-8"))
    return failed


@pytest.mark.parametrize("name", PYTHON)
def test_python_runs(name: str, failures: dict[str, str]) -> None:
    assert failures[name] == ""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Synthesize all estates, in one process and with all checks; return what is said about each."""
    folder = tmp_path_factory.mktemp("estates")
    for beside in [*EXAMPLES.glob("*.pem"), *EXAMPLES.glob("*.xml")]:
        shutil.copy(beside, folder)
    env = {name: value for name, value in os.environ.items() if not name.startswith("CDK_")}
    command = [sys.executable, "-m", "tests.docs.run_estates", "reports.json"]
    options = {"cwd": folder, "env": env | {"PYTHONPATH": str(ROOT)}, "input": json.dumps(ESTATES)}
    done = subprocess.run(command, **options, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads((folder / "reports.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", ESTATES)
def test_an_estate_of_the_pages_may_be_deployed_as_it_is(name: str, reports: dict[str, str]) -> None:
    assert reports[name] == ""


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_installs_synthesizes_and_compares(name: str) -> None:
    steps = yaml.safe_load(WORKFLOWS[name])["jobs"]["iam"]["steps"]
    assert [step["run"].split("#")[0].strip() for step in steps if "run" in step] == [
        "pip install -r requirements.txt && npm ci",
        "npx cdk synth --quiet",
        "npx cdk diff",
    ]


@pytest.mark.parametrize("name", CHECKS)
def test_a_workflow_that_checks_writes_the_file_that_it_uploads(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = yaml.safe_load(CHECKS[name])["jobs"]["check"]["steps"]
    (command,) = (step["run"] for step in steps if step.get("run", "").startswith("iam-stacks "))
    (upload,) = (step["with"] for step in steps if "upload-sarif" in step.get("uses", ""))
    arguments, _, file = command.partition(" > ")
    assert file == upload["sarif_file"]
    (tmp_path / "cdk.out").mkdir()
    (tmp_path / "cdk.out/manifest.json").write_text('{"artifacts": {}}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments.split()[1:])
    assert (result.exit_code, json.loads(result.stdout)["version"]) == (0, "2.1.0")


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_one_that_there_is_with_options_that_there_are(name: str) -> None:
    defined = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repository,) = yaml.safe_load(HOOKS[name])["repos"]
    for hook in repository["hooks"]:
        arguments = [*defined[hook["id"]]["entry"].split()[1:], *hook["args"], "examples/data-lake/template.yaml"]
        assert CliRunner().invoke(main, arguments).exit_code in (0, 1)


def test_there_is_a_workflow_of_each_kind_and_a_hook() -> None:
    assert WORKFLOWS
    assert CHECKS
    assert HOOKS


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_is_one_that_is_run(command: str) -> None:
    if command.startswith("make "):
        assert re.search(rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    else:
        assert RUN_BY_INTEGRATION.match(command) or command in RUN_ELSEWHERE or command.startswith("python -m emulator")


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            there = page.parent / target if target else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), f"{target}#{anchor}"


def test_every_public_name_has_a_page_and_every_page_a_name() -> None:
    pages = {title(page) for page in PAGES if title(page).startswith(f"{FOLDER}/")}
    assert pages == construct_pages().keys()
    assert pages == {f"{FOLDER}/{name}.md" for name in ["README", *public_names]}


def builders(name: str) -> dict[str, str]:
    """Return what a page says of each builder."""
    text = (ROOT / FOLDER / f"{name}.md").read_text(encoding="utf-8")
    _, *sections = text.partition("## Builders")[2].partition("\n## ")[0].split("\n### ")
    return {section.partition("\n")[0]: section for section in sections}


@pytest.mark.parametrize("name", ["TrustPolicy", "EventSource"])
def test_every_builder_has_an_example_with_what_it_renders_to(name: str) -> None:
    without = {builder for builder, section in builders(name).items() if "```json" not in section}
    assert without <= {"of"}
    assert len(builders(name)) > 5


@pytest.mark.parametrize("name", ["TrustPolicy", "EventSource"])
def test_the_builders_are_listed_with_links_at_their_top(name: str) -> None:
    text = (ROOT / FOLDER / f"{name}.md").read_text(encoding="utf-8")
    top = text.partition("## Builders")[2].partition("\n### ")[0]
    assert re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\) \|", top, re.MULTILINE) == [(each, each) for each in builders(name)]


def test_an_attribute_is_no_method() -> None:
    attributes, _, methods = (ROOT / FOLDER / "TrustPolicy.md").read_text(encoding="utf-8").partition("## Methods")
    assert "\n| `warnings` |" in attributes
    assert "\n### warnings\n" not in methods
    assert "\n### render\n" in methods


def test_the_reference_of_the_file_follows_the_order_of_its_keys() -> None:
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (.+)$", page, re.MULTILINE)
    firsts = ["The file", "Account", "Quotas", "Checks", "Guarantee", "Monitoring", "Policy", "Boundary", "Group"]
    firsts += ["User", "Provider", "Role"]
    assert sections[: len(firsts)] == firsts
    assert len(sections) == len(set(sections))


def test_the_page_on_trust_names_every_builder() -> None:
    page = (ROOT / "docs/trust.md").read_text(encoding="utf-8")
    assert [builder for builder in builders("TrustPolicy") if f"`{builder}`" not in page] == []


@pytest.mark.parametrize(
    ("mark", "right", "wrong"),
    [
        ("JohnDoe", "JohnDoe: {groups: [DataReaders]", "JohnDoe: {groups: [DataReader]"),
        ("Partner:", ", external_id: example-id", ""),
    ],
)
def test_a_message_that_the_readme_shows_is_the_one_that_its_file_gets(
    mark: str, right: str, wrong: str, tmp_path: Path
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = next(text for text in YAML.values() if mark in text and text in readme)
    assert right in shown
    file = tmp_path / "iam.yaml"
    file.write_text(shown.replace(right, wrong))
    with pytest.raises(ConfigError) as refusal:
        load(file)
    assert f"\n{refusal.value}\n".replace(str(file), "iam.yaml") in readme


def test_the_two_commands_are_in_the_readme() -> None:
    assert {"make deploy-local", "make test"} <= set(commands())


def test_a_library_user_needs_ten_lines(root: Path) -> None:
    (example,) = (text for name, text in PYTHON.items() if "IamGroup(stack" in text and name.startswith("README"))
    assert len([line for line in example.splitlines() if line]) <= 10


def test_nothing_is_too_long_to_be_read(root: Path) -> None:
    assert len((root / "app.py").read_text().splitlines()) <= 40
