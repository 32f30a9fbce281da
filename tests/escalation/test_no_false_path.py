"""No false path: in the example estate, the examples and the apps of the checks nobody can become administrator.

Most of these have no administrator, so whom each user and role can become in one hop is looked at too: `explained.yaml`
has all of them, without the hashes of CDK, each with its methods and why it is so.
"""

from __future__ import annotations

import importlib
import re
import runpy
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
import yaml

from iam_stacks import build_app
from iam_stacks.account.load import load_each
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.path import Path as EscalationPath
from iam_stacks.policy.symbol import show_symbols

ROOT = Path(__file__).parents[2]
EXPLAINED: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "explained.yaml").read_text(encoding="utf-8")
)
APPS = sorted(file.stem for file in (ROOT / "tests/checks/apps").glob("*.py"))
CONFIGURATIONS = ["iam.yaml", *sorted(str(file.relative_to(ROOT)) for file in (ROOT / "examples").glob("*/iam.yaml"))]
SCRIPTS = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "examples").glob("*/app.py"))
FILES = ["examples/data-lake", "examples/live-account"]
_CHOSEN = re.compile(r"\$\{(.*?)(?:[0-9A-F]{8})?\}")
"""A name that CloudFormation will choose, by the logical id; without the hash of CDK."""

Found = tuple[set[str], set[str]]


def found(paths: Iterable[Path]) -> Found:
    """Return who can become administrator, and who can become whom in one hop."""
    seen = [each for account in load_each(paths) for each in (account, account.otherwise) if each]
    escalations = list(map(Escalation, seen))
    administrators = {short(path) for each in escalations for path in each.to_administrators()}
    return administrators, {short(path) for each in escalations for path in hops(each)}


def hops(escalation: Escalation) -> Iterator[EscalationPath]:
    for principal in (*escalation.account.users, *escalation.account.roles):
        became = escalation.become(principal.arn)
        yield from (each.path for each in became if each.path and len(each.path.hops) == 1)


def short(path: EscalationPath) -> str:
    start, end = (_CHOSEN.sub(r"\1", show_symbols(arn.split(":", 5)[5])) for arn in (path.start, path.end))
    return f"{start} {path.hops[0].method.id} {end}"


def explained(name: str) -> Found:
    return set(), set(EXPLAINED.get(name, {}))


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration(name: str, context: dict[str, Any], tmp_path: Path) -> None:
    app = build_app(context=context | {"config": str(ROOT / name)}, outdir=str(tmp_path))
    app.synth()
    assert found([tmp_path]) == explained(name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_app_of_the_examples(
    name: str, context: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str((ROOT / name).parent))
    monkeypatch.chdir((ROOT / name).parent)
    monkeypatch.setattr(cdk, "App", partial(cdk.App, context=context, outdir=str(tmp_path)))
    runpy.run_path(str(ROOT / name), run_name="__main__")
    assert found([tmp_path]) == explained(name)


@pytest.mark.parametrize("name", APPS)
def test_an_app_of_the_checks(name: str, context: dict[str, Any], tmp_path: Path) -> None:
    app = cdk.App(context=context, outdir=str(tmp_path))
    importlib.import_module(f"tests.checks.apps.{name}").define(app)
    app.synth()
    assert found([tmp_path]) == explained(name)


@pytest.mark.parametrize("name", FILES)
def test_files_of_the_examples(name: str) -> None:
    assert found([ROOT / name]) == explained(name)


def test_each_explanation_is_of_something_and_says_why() -> None:
    assert EXPLAINED.keys() <= {*CONFIGURATIONS, *SCRIPTS, *APPS, *FILES}
    assert all(len(because) > 10 for hops in EXPLAINED.values() for because in hops.values())
