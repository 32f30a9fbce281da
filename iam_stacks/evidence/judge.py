"""What an account that was read is worth to somebody who asks for evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from iam_stacks.account.account import Account
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rules import RULES
from iam_stacks.evidence.alarms import alarm_for
from iam_stacks.evidence.config_rules import config_rules_for
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import PRACTICES
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Shown
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.watched import Watched

Status: TypeAlias = Literal["met", "watched", "not met", "not shown", "outside"]
STATUSES: tuple[Status, ...] = get_args(Status)

_WATCHED: Mapping[str, Watched] = {each.name: each for each in CIS_WATCHED}
_ASKED = {id for practice in PRACTICES for id in practice.our_rules}
_WORST_FIRST: tuple[Status, ...] = ("not met", "outside", "not shown", "watched", "met")
_DEPENDS = "it depends on conditions of the template that cannot be decided before a deployment"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was read of an account says about a practice.

    Attributes:
        practice: the practice.
        status: `met`: something shows it. `watched`: nothing does, but something that was read would tell. `not met`:
            something contradicts it. `not shown`: neither. `outside`: no template can show it.
        by: the names of what shows it, if it is met.
        watched_by: the names of what would tell.
        because: sentences that say what contradicts it, or what would have to be known.
    """

    practice: Practice
    status: Status
    by: tuple[str, ...] = ()
    watched_by: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def judge(account: Account, practices: tuple[Practice, ...] = PRACTICES) -> tuple[Judged, ...]:
    """Return what is to be said about each practice.

    Where conditions of a template cannot be decided yet, the worse of both ways counts.
    """
    rules = tuple(rule for rule in RULES if rule.id in _ASKED)
    diagnoses = Examination(rules=rules).of(account)
    here = _each(account, diagnoses, practices)
    if account.otherwise is None:
        return here
    return tuple(map(_worse, here, _each(account.otherwise, diagnoses, practices)))


def _each(account: Account, diagnoses: tuple[Diagnosis, ...], practices: tuple[Practice, ...]) -> tuple[Judged, ...]:
    records = Records(account=account, diagnoses=diagnoses)
    return tuple(_judged(practice, records) for practice in practices)


def _judged(practice: Practice, records: Records) -> Judged:
    shown = practice.proof(records) if practice.proof else Shown()
    watchers = tuple(dict.fromkeys(_watchers(practice, records)))
    return Judged(
        practice=practice,
        status=_status(practice, shown, watched=bool(watchers)),
        by=shown.by if shown.holds else (),
        watched_by=watchers,
        because=shown.against or shown.open,
    )


def _status(practice: Practice, shown: Shown, *, watched: bool) -> Status:
    if shown.against:
        return "not met"
    if shown.holds:
        return "met"
    if watched:
        return "watched"
    return "not shown" if practice.proof else "outside"


def _watchers(practice: Practice, records: Records) -> Iterator[str]:
    yield from config_rules_for(records, practice)
    yield from practice.watchers(records) if practice.watchers else ()
    for name in practice.alarms:
        shown = alarm_for(records, _WATCHED[name])
        yield from shown.by if shown.holds else ()


def _worse(here: Judged, there: Judged) -> Judged:
    worst = min((here, there), key=lambda judged: _WORST_FIRST.index(judged.status))
    return worst if here.status == there.status else replace(worst, because=(*worst.because, _DEPENDS))
