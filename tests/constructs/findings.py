"""What the four packs find, and what constructs say that they will find."""

from collections import Counter
from pathlib import Path
from typing import Protocol

from aws_cdk import App

from iam_stacks import ExpectedFinding, attach_packs
from iam_stacks.checks.plugin import nag_packs
from iam_stacks.reports.violation import read_report

Found = Counter[tuple[str, str | None]]


class Cause(Protocol):
    """A construct that says what it causes."""

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What it causes."""


def expected(*causes: Cause) -> Found:
    """Return how often constructs expect which rule, without its pack, and which subject."""
    found = [finding for cause in causes for finding in cause.expected_findings]
    assert all(each.because for each in found)
    return Counter((each.rule, each.finding) for each in found)


def reported(app: App, *causes: Cause) -> Found:
    """Return how often the four packs report them, in an app that accepts what the constructs expect, where they do.

    Something else that is found stops the app. A rule of several packs counts once. Ask before anything else reads a
    template: an app is synthesized once.
    """
    expected = [finding for cause in causes for finding in cause.expected_findings]
    attach_packs(app, expected, packs=nag_packs(app))
    found = read_report(Path(app.synth().directory))
    assert all(each.reason for each in found)
    places = {(each.finding.path, each.finding.rule_names[1], each.finding.subject) for each in found}
    return Counter((rule, subject) for _, rule, subject in places)
