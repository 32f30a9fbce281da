"""A practice, what the standards call it, and how it is proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from iam_stacks.evidence.parameter import Parameter
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Shown
from iam_stacks.monitoring.watched import CisNumbers

Proof: TypeAlias = Callable[[Records], Shown]
Watchers: TypeAlias = Callable[[Records], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Practice:
    """Something that an account should do or be.

    Attributes:
        id: a kebab-case fragment that says it, such as `password-length`.
        says: what is so where it is met, in our own words, in one sentence without a period.
        cis: its numbers in the CIS AWS Foundations Benchmark.
        security_hub: the controls of Security Hub that look at it.
        retired: those of them that Security Hub has retired.
        config_rules: AWS Config's managed rules that tell where it is not met.
        parameters: what such a rule must have been told, or have by default, to tell it.
        nag_rules: cdk-nag's rules about it.
        our_rules: our rules about it.
        alarms: what is watched that tells where it is not met, by the names of `monitoring`.
        watchers: yields what else tells it; None if nothing does.
        by: our constructs and settings that do it, as a page has them.
        proof: what was read that shows it; None if no template can.
        by_hand: what is to be done that no template can do.
    """

    id: str
    says: str
    cis: CisNumbers = field(default_factory=CisNumbers)
    security_hub: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    config_rules: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    nag_rules: tuple[str, ...] = ()
    our_rules: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    watchers: Watchers | None = None
    by: tuple[str, ...] = ()
    proof: Proof | None = None
    by_hand: str = ""
