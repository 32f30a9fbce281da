"""Readers of EventBridge."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed
from emulator.resource import Resource
from emulator.tables import Row


def rule(clients: Clients, resource: Resource) -> Row:
    """Read a rule of the default bus: its schedule or its pattern, and its targets."""
    events, name = clients("events"), resource.physical_id
    found = events.describe_rule(Name=name)
    targets = [last_part(target["Arn"]) for target in events.list_targets_by_rule(Rule=name)["Targets"]]
    return name, found.get("ScheduleExpression") or found.get("EventPattern", "-"), found["State"], listed(targets)


KINDS = {"AWS::Events::Rule": Kind("rules", ("name", "when", "state", "targets"), rule)}
