"""Acknowledgements that fit their findings: none missing, none stale, none broader than what it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Protocol

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct

from iam_stacks.checks.finding import ANNOTATIONS, PACK, Finding
from iam_stacks.checks.rules import RULES

_WARNING = "aws:cdk:warning"
_ACKNOWLEDGEABLE = re.compile(r"\[ack: ([^\]]+)\]")


class Expected(Protocol):
    """What a construct says in `expected_findings`."""

    @property
    def scope(self) -> IConstruct:
        """The construct that it is about."""

    @property
    def rule(self) -> str:
        """The rule without its pack's name."""

    @property
    def finding(self) -> str | None:
        """What the rule names."""

    @property
    def because(self) -> str:
        """Why the construct cannot do without."""


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """A finding that is accepted, with the reason.

    Attributes:
        scope: the thing that causes the finding; the finding may be about a resource inside it.
        rule: the rule's name, with its pack (`AwsSolutions-IAM4`) or without, for every pack that has it (`IAM4`);
            a rule of `IamChecks` (`full-service-access`); or a warning of ours (`group-without-mfa`).
        finding: what the finding is about, in the user's words (`AmazonS3FullAccess`), or None for a rule that names
            nothing.
        reason: why it is accepted.
        origin: where this is written, such as `iam.yaml:12:9`; empty for what stands in code.

    Raises:
        ValueError: the reason is blank.
    """

    scope: IConstruct
    rule: str
    finding: str | None = None
    reason: str
    origin: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"the acknowledgement of {self} has no reason; say why the finding is accepted")

    @classmethod
    def of(cls, expected: Expected) -> Acknowledgement:
        """Accept a finding that a construct of ours causes by design, for the reason that the construct gives."""
        return cls(scope=expected.scope, rule=expected.rule, finding=expected.finding, reason=expected.because)

    @cached_property
    def path(self) -> str:
        """The path of the thing; asked of CDK once, since each question costs a call to Node."""
        return self.scope.node.path

    def covers(self, finding: Finding) -> bool:
        """Tell whether the finding is the one that this names, at this thing or inside it.

        Where a rule broke down, nothing is covered: it would hide whatever the rule did not see.
        """
        return (
            self.path in finding.paths
            and not finding.unjudged
            and self.rule in finding.rule_names
            and finding.is_about(self.finding)
        )

    def __str__(self) -> str:
        """Return the rule and what it is about."""
        return self.rule if self.finding is None else f"{self.rule} ({self.finding})"


def acknowledge(scope: IConstruct, *, rule: str, finding: str, reason: str) -> None:
    """Accept one finding of `IamChecks`, in an app that does without `attach_packs`.

    Args:
        scope: the construct that causes it, such as the role.
        rule: the rule, such as `trust-external-id-missing`.
        finding: what stands in brackets behind the rule, to the letter.
        reason: why it is accepted.

    Raises:
        ValueError: the reason is blank, or there is no such rule.
    """
    if not any(each.id == rule for each in RULES):
        raise ValueError(f"there is no rule {rule!r}; docs/rules.md lists them")
    accepted = Acknowledgement(scope=scope, rule=rule, finding=finding, reason=reason)
    Validations.of(scope).acknowledge(Acknowledgment(id=f"{PACK}::{rule}[{finding}]", reason=accepted.reason))


class Ledger:
    """Matches the findings of every pack with the acknowledgements of an app, as the packs report."""

    def __init__(self, acknowledgements: Iterable[Acknowledgement | Expected]) -> None:
        # What a construct expects is expected of all packs; those that are not attached cannot report it.
        needed = {a if isinstance(a, Acknowledgement) else Acknowledgement.of(a): a for a in acknowledgements}
        self._acknowledgements = tuple(needed)
        self._optional = {a for a, given in needed.items() if not isinstance(given, Acknowledgement)}
        self._at: dict[str, list[Acknowledgement]] = defaultdict(list)
        for acknowledgement in self._acknowledgements:
            self._at[acknowledgement.path].append(acknowledgement)
        self._matched: dict[Acknowledgement, set[tuple[str, str | None]]] = defaultdict(set)
        self._accepted_by: dict[tuple[str, str], Acknowledgement] = {}
        self._doubled: set[Acknowledgement] = set()

    def settle(self, app: IConstruct, findings: Sequence[Finding]) -> None:
        """Acknowledge in CDK each finding that somebody has accepted, by its exact id, at the resource itself."""
        for finding in findings:
            for acknowledgement in chain.from_iterable(self._at.get(path, ()) for path in finding.paths):
                if acknowledgement.covers(finding):
                    self._matched[acknowledgement].add((finding.path, finding.subject))
                    self._accept(app, finding, acknowledgement)

    def settle_annotations(self, app: IConstruct) -> None:
        """Acknowledge the warnings of constructs that somebody has accepted, before CDK writes them down."""
        for path, acknowledgements in self._at.items():
            # Each question costs a call to Node: rules of cdk-nag have capitals, and findings of ours name something.
            if any(each.finding is None and each.rule.islower() for each in acknowledgements):
                self.settle(app, list(_annotations(path, acknowledgements[0].scope)))

    def misfits(self) -> list[tuple[Acknowledgement, str]]:
        """Return, when all packs have reported, the acknowledgements that do not stand for one finding of their own."""
        return [
            (acknowledgement, problem)
            for acknowledgement in self._acknowledgements
            if (problem := self._misfit(acknowledgement))
        ]

    def _misfit(self, acknowledgement: Acknowledgement) -> str:
        matched = self._matched[acknowledgement]
        if not matched:
            return "" if acknowledgement in self._optional else "no finding matches it"
        if len(matched) > 1:
            named = ", ".join(sorted(f"{subject or 'the rule'} at {path}" for path, subject in matched))
            return f"it matches {len(matched)} findings: {named}"
        if acknowledgement in self._doubled:
            return "another one accepts the same finding"
        return ""

    def _accept(self, app: IConstruct, finding: Finding, acknowledgement: Acknowledgement) -> None:
        """The first one counts: two reasons for one finding would be one too many."""
        first = self._accepted_by.setdefault((finding.path, finding.qualified_id), acknowledgement)
        if first is acknowledgement:
            self._record(app, finding, acknowledgement)
        else:
            self._doubled.add(acknowledgement)

    def _record(self, app: IConstruct, finding: Finding, acknowledgement: Acknowledgement) -> None:
        resource = app
        for id in filter(None, finding.path.split("/")):
            resource = resource.node.find_child(id)
        Validations.of(resource).acknowledge(Acknowledgment(id=finding.qualified_id, reason=acknowledgement.reason))


def _annotations(path: str, scope: IConstruct) -> Iterator[Finding]:
    for entry in scope.node.metadata:
        if entry.type == _WARNING and (named := _ACKNOWLEDGEABLE.search(str(entry.data))):
            yield Finding.parse(ANNOTATIONS, named[1], path)
