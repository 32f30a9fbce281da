"""Topics that an alarm tells, and who is subscribed to them."""

from __future__ import annotations

from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.publishing import may_publish
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of, claimed
from iam_stacks.evidence.values import objects
from iam_stacks.policy.symbol import has_symbol

_TOPIC, _SUBSCRIPTION = "AWS::SNS::Topic", "AWS::SNS::Subscription"


def told_by(records: Records, alarm: Declared) -> Shown:
    """Return whether an alarm tells a topic that somebody hears."""
    actions = alarm.properties.get("AlarmActions")
    topics = [text for text in actions if _may_be_topic(text)] if isinstance(actions, list) else []
    if not topics:
        return Shown(against=(f"{called(alarm)} tells no topic",))
    return any_of(all_of([_reached(records, alarm, topic), _subscribers(records, alarm, topic)]) for topic in topics)


def _may_be_topic(action: Any) -> bool:
    return isinstance(action, str) and (not action.startswith("arn:") or action.split(":")[2:3] == ["sns"])


def _reached(records: Records, alarm: Declared, topic: str) -> Shown:
    """Return what is against it that an alarm reaches a topic, or open."""
    topics = [each for each in records.declared(_TOPIC) if each.arn == topic]
    not_read = () if topics else (f"the topic that {called(alarm)} tells was not read",)
    from_alarm = claimed(called(alarm), [_same_region(alarm, topic)])
    found = all_of([from_alarm, *(may_publish(records, alarm, each) for each in topics)])
    return Shown(against=found.against, open=(*found.open, *not_read))


def _same_region(alarm: Declared, topic: str) -> Claim:
    region = (topic.split(":") + [""] * 4)[3] or alarm.region
    known = not has_symbol(region + alarm.region)
    return region == alarm.region or (False if known else None), "tells a topic of another Region"


def _subscribers(records: Records, alarm: Declared, topic: str) -> Shown:
    found = [each for each in records.declared(_TOPIC, _SUBSCRIPTION) if _is_subscribed(each, topic)]
    if not found:
        return Shown(open=(f"nobody that was read is subscribed to the topic of {called(alarm)}",))
    return any_of(records.shown(each) for each in found)


def _is_subscribed(declared: Declared, topic: str) -> bool:
    given = declared.properties
    if declared.type == _TOPIC:
        return declared.arn == topic and any("Endpoint" in each for each in objects(given.get("Subscription")))
    # A filter can keep alarms from the subscriber.
    return given.get("TopicArn") == topic and "Endpoint" in given and "FilterPolicy" not in given
