"""No false alarm: policies for the tasks that AWS's guides describe, in `corpus/<kind>`, through the command line.

Each entry names the guide and the page that describes the task; text and structure are ours. They are right, so that
nothing that is found is an error.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from iam_stacks.cli import main
from iam_stacks.policy.kind import KINDS
from tests.conftest import ROOT

CORPUS = Path(__file__).parent / "corpus"
ENTRIES: dict[str, dict[str, Any]] = {
    f"{file.parent.name}/{file.stem}-{number}": entry
    for file in sorted(CORPUS.glob("*/*.yaml"))
    for number, entry in enumerate(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Check all policies, those of a kind at once, and return the errors by entry."""
    folder, found = tmp_path_factory.mktemp("corpus"), defaultdict(list)
    for name, entry in ENTRIES.items():
        file = folder / f"{name}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(entry["document"]), encoding="utf-8")
    for kind in sorted(path.name for path in folder.iterdir()):
        done = CliRunner().invoke(main, ["check", str(folder / kind), "--type", kind, "--format", "json"])
        for each in json.loads(done.stdout)["findings"]:
            found[f"{kind}/{Path(each['template']).stem}"] += [each] if each["severity"] == "error" else []
    return {name: [f"{each['rule']}: {each['message']}" for each in listed] for name, listed in found.items()}


@pytest.mark.parametrize("name", ENTRIES)
def test_there_is_no_error(name: str, errors: dict[str, list[str]]) -> None:
    assert errors.get(name, []) == [], ENTRIES[name]["task"]


def test_there_are_enough_of_each_kind() -> None:
    assert len(ENTRIES) >= 110
    assert {name.partition("/")[0] for name in ENTRIES} == set(KINDS)


def test_each_says_where_its_task_is_described_and_is_unlike_the_others() -> None:
    assert [name for name, entry in ENTRIES.items() if entry.keys() != {"page", "task", "document"}] == []
    assert [name for name, entry in ENTRIES.items() if '"' not in entry["page"]] == []
    documents = [json.dumps(entry["document"], sort_keys=True) for entry in ENTRIES.values()]
    assert len(set(documents)) == len(documents)


@pytest.mark.parametrize("example", ["data-lake/template.yaml", "live-account"])
def test_the_examples_that_are_no_apps_have_no_error(example: str) -> None:
    """The apps are synthesized once, for tests/examples; policies/reader.json is wrong on purpose."""
    done = CliRunner().invoke(main, ["check", str(ROOT / "examples" / example)])
    assert done.exit_code == 0, done.stdout
