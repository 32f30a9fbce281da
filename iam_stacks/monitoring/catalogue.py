"""All that is watched, whatever the account."""

from __future__ import annotations

from iam_stacks.monitoring.beyond import BEYOND_WATCHED
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.identity import IDENTITY_WATCHED
from iam_stacks.monitoring.watched import Watched

WATCHED: tuple[Watched, ...] = (*CIS_WATCHED, *BEYOND_WATCHED, *IDENTITY_WATCHED)
