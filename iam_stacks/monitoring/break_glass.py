"""The use of roles that are for emergencies."""

from __future__ import annotations

import json
from collections.abc import Sequence

from iam_stacks.monitoring.watched import LONGEST_PATTERN, Watched

_NAME = "BreakGlassRoleUsed"


def role_names(roles: Sequence[str]) -> tuple[str, ...]:
    """Return each role once, without slashes around its path and name.

    Args:
        roles: names, with their paths: `Name`, `path/Name` or `/path/Name`.
    """
    return tuple(dict.fromkeys(role.strip("/") for role in roles))


def break_glass(roles: Sequence[str]) -> tuple[Watched, ...]:
    """Return what to watch so that no use of the roles goes unseen, in as many patterns as their names need.

    Args:
        roles: names of roles, as `role_names` returns them.
    """
    return tuple(
        Watched(
            name=_NAME if number == 1 else f"{_NAME}{number}",
            says=f"a break-glass role was used: {', '.join(group)}",
            pattern=_pattern(group),
            source=(
                'IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; CloudTrail User Guide, '
                '"AWS Management Console sign-in events"'
            ),
        )
        for number, group in enumerate(_groups(roles), start=1)
    )


def _groups(roles: Sequence[str]) -> list[list[str]]:
    """Return the roles in groups, in their order, each as large as a pattern allows."""
    groups: list[list[str]] = []
    for role in roles:
        if groups and len(_pattern([*groups[-1], role])) <= LONGEST_PATTERN:
            groups[-1].append(role)
        else:
            groups.append([role])
    return groups


def _pattern(roles: Sequence[str]) -> str:
    """Return the pattern for a role that is assumed, by whatever means, or switched to in the console.

    Both log AssumeRole in the account of the role; SwitchRole is the console's own record, without the path.
    """
    assumed = " || ".join(f"($.requestParameters.roleArn = {json.dumps(f'*:role/{role}')})" for role in roles)
    sessions = (f"*:assumed-role/{role.rpartition('/')[2]}/*" for role in roles)
    switched = " || ".join(f"($.userIdentity.arn = {json.dumps(session)})" for session in sessions)
    return (
        f'{{ ($.eventSource = "sts.amazonaws.com") && ($.eventName = "AssumeRole*") && ($.errorCode NOT EXISTS) && '
        f'({assumed}) || ($.eventName = "SwitchRole") && ($.responseElements.SwitchRole = "Success") && ({switched}) }}'
    )
