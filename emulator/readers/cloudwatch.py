"""Readers of CloudWatch."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed
from emulator.resource import Resource
from emulator.tables import Row


def alarm(clients: Clients, resource: Resource) -> Row:
    """Read an alarm: its metric, its state, and who is told."""
    [found] = clients("cloudwatch").describe_alarms(AlarmNames=[resource.physical_id])["MetricAlarms"]
    told = [last_part(arn) for arn in found["AlarmActions"]]
    return found["AlarmName"], f"{found['Namespace']} {found['MetricName']}", found["StateValue"], listed(told)


KINDS = {"AWS::CloudWatch::Alarm": Kind("alarms", ("name", "metric", "state", "tells"), alarm)}
