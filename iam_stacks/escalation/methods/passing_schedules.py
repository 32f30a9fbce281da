"""Passing a role to a schedule, which calls any API with it."""

from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import PATHFINDING

PASSING_SCHEDULES = (
    passing(
        "scheduler-create-schedule",
        *on(arn("scheduler", "schedule/{new}/{new}"), "scheduler:CreateSchedule"),
        to="scheduler.amazonaws.com",
        says="pass {role} to a new schedule that calls an API of its choice",
        source=f"{PATHFINDING} scheduler-001; EventBridge Scheduler User Guide, Using universal targets",
    ),
)
