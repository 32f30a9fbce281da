"""No false alarm: realistic apps of CDK's own constructs, in `apps/`, with and without the recommended flags.

A new kind of warning is noticed, and judged in `apps/warnings.yaml`: `wide` is what AWS lets one write and a reviewer
would like to know of; `needed` is so because AWS or CDK has no other way; `untidy` says nothing more than is said.
"""

import importlib
import re
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
import yaml

from iam_stacks.account.load import load_each
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination

APPS = Path(__file__).parent / "apps"
NAMES = sorted(file.stem for file in APPS.glob("*.py"))
WARNINGS: dict[str, dict[str, str]] = yaml.safe_load((APPS / "warnings.yaml").read_text(encoding="utf-8"))
EVERYWHERE = WARNINGS.pop("every app")
VERDICTS = {"wide", "needed", "untidy"}
_HASH = re.compile(r"[0-9A-F]{8}$")

Found = dict[str, list[Diagnosis]]


@pytest.fixture(scope="module")
def found(context: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Synthesize all, in one process, and examine what was written, each app as a deployment of its own."""
    return {
        name: [each for flags in (context, {}) for each in examined(name, tmp_path_factory.mktemp(name), flags)]
        for name in NAMES
    }


def examined(name: str, folder: Path, context: dict[str, Any]) -> list[Diagnosis]:
    app = cdk.App(context=context, outdir=str(folder))
    importlib.import_module(f"tests.checks.apps.{name}").define(app)
    app.synth()
    return [each for account in load_each([folder]) for each in Examination().of(account)]


@pytest.mark.parametrize("name", NAMES)
def test_there_are_no_errors(name: str, found: Found) -> None:
    assert [f"{each.qualified_rule}: {each.message}" for each in found[name] if each.severity == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_no_warnings_but_those_that_are_judged(name: str, found: Found) -> None:
    of_app = [each for each in found[name] if each.rule.id not in EVERYWHERE]
    assert {f"{each.rule.id} {_HASH.sub('', each.element)}" for each in of_app} == WARNINGS.get(name, {}).keys()


def test_what_is_judged_for_every_app_is_found(found: Found) -> None:
    assert EVERYWHERE.keys() <= {each.rule.id for listed in found.values() for each in listed}


def test_each_verdict_is_one_and_is_of_an_app() -> None:
    assert WARNINGS.keys() <= set(NAMES)
    verdicts = [verdict for judged in (EVERYWHERE, *WARNINGS.values()) for verdict in judged.values()]
    assert {verdict.partition(": ")[0] for verdict in verdicts} == VERDICTS


def test_there_are_enough_apps() -> None:
    assert len(NAMES) >= 10
