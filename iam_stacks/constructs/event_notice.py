"""What a rule of EventBridge says of an event."""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import aws_events as events

from iam_stacks.monitoring.events import WatchedEvents
from iam_stacks.monitoring.sentence import sentence

_WHAT = ("eventName", "responseElements.ConsoleLogin", "errorCode")


def notice_of(watched: WatchedEvents) -> events.RuleTargetInput:
    """Return what to say of an event; EventBridge leaves out what the event does not have.

    AWS source: EventBridge User Guide, "Amazon EventBridge input transformation".

    Args:
        watched: what the rule is about.
    """
    whom = _of_detail(f"requestParameters.{name}" for name in watched.whom)
    lines = (
        f"{sentence(watched.says)}: {_of_detail(_WHAT)}",
        f"By: {_of_detail(watched.who)}",
        *([f"On: {whom}"] if whom else []),
        f"At {_field('time')} from {_of_detail(['sourceIPAddress'])}, in account {_field('account')}, Region "
        f"{_field('region')}.",
        f"CloudTrail has it as event {_of_detail(['eventID'])}.",
    )
    return events.RuleTargetInput.from_multiline_text("\n".join(lines))


def _of_detail(paths: Iterable[str]) -> str:
    return " ".join(_field(f"detail.{path}") for path in paths)


def _field(path: str) -> str:
    return events.EventField.from_path(f"$.{path}")
