"""The pages and files that are generated from the code, so that they cannot say something else than it does."""

from collections.abc import Callable
from pathlib import Path

from docs.generate.acknowledgements import acknowledgements
from docs.generate.alarms import alarms
from docs.generate.configuration import configuration
from docs.generate.constructs import construct_pages
from docs.generate.escalation_methods import escalation_methods
from docs.generate.evidence import evidence
from docs.generate.rules import rules
from iam_stacks.config.schema import render

ROOT = Path(__file__).parent.parent.parent

GENERATED: dict[str, Callable[[], str]] = {
    "docs/acknowledgements.md": acknowledgements,
    "docs/alarms.md": alarms,
    "docs/configuration.md": configuration,
    "docs/escalation-methods.md": escalation_methods,
    "docs/evidence.md": evidence,
    "docs/rules.md": rules,
    **construct_pages(),
    "iam_stacks/config/iam.schema.json": render,
}
