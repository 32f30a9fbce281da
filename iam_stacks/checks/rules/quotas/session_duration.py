"""Durations of sessions that AWS does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.limits import ROLES_ANYWHERE_SECONDS, SESSION_SECONDS

_DURATIONS = {
    "AWS::IAM::Role": ("MaxSessionDuration", SESSION_SECONDS),
    "AWS::RolesAnywhere::Profile": ("DurationSeconds", ROLES_ANYWHERE_SECONDS),
}
_NUMBER = re.compile(r"-?[0-9]+")


def _check(view: AccountView) -> Iterator[Remark]:
    for declared in view.account.declared:
        if declared.type not in _DURATIONS:
            continue
        name, (least, most) = _DURATIONS[declared.type]
        for text, place in texts_of(declared, name):
            if _NUMBER.fullmatch(text) and not least <= int(text) <= most:
                yield Remark(
                    message=f"{name} is {text} seconds",
                    fix=f"give {least:,} to {most:,} seconds",
                    place=place,
                    subject=declared.place.logical_id,
                    principal=principal_of(declared),
                )


RULE = Rule(
    id="session-duration-out-of-range",
    over=AccountView,
    severity=ERROR,
    says="The sessions of a role are to last longer or shorter than AWS takes",
    because="AWS refuses it",
    fix="give 3,600 to 43,200 seconds, or from 900 for a profile of IAM Roles Anywhere",
    source="IAM API Reference, CreateRole; IAM Roles Anywhere API Reference, CreateProfile",
    check=_check,
)
