"""What somebody must be told of."""

from __future__ import annotations

import re
from functools import partial

from iam_stacks.evidence.alarms import alarm_for
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Shown, any_of
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.numbers import CIS_NUMBERS, SECURITY_HUB
from iam_stacks.monitoring.watched import CisNumbers, Watched


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _practice(watched: Watched) -> Practice:
    control = SECURITY_HUB.get(watched.name)
    return Practice(
        id=f"alarm-{_kebab(watched.name)}",
        says=f"somebody is told when {watched.says}",
        cis=CIS_NUMBERS[watched.name],
        security_hub=(control,) if control else (),
        nag_rules=("NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled", "NIST.800.53.R5-CloudWatchAlarmAction"),
        by=("IamTrail", "IdentityAlarms", "monitoring.alarms"),
        proof=partial(alarm_for, watched=watched),
        by_hand="whoever is subscribed by email confirms it",
    )


def _hub(records: Records) -> Shown:
    return any_of(records.shown(each) for each in records.declared("AWS::SecurityHub::Hub"))


MONITORING_PRACTICES: tuple[Practice, ...] = (
    *map(_practice, CIS_WATCHED),
    Practice(
        id="security-hub",
        says="Security Hub looks at the account",
        cis=CisNumbers(v3="4.16", v5="4.16", v7="5.16"),
        config_rules=("SECURITYHUB_ENABLED",),
        proof=_hub,
        by_hand="Security Hub is of one Region: enable it in each Region that is used",
    ),
)
"""Numbers: see `monitoring.numbers`, and `practices`."""
