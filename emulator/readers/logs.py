"""Readers of CloudWatch Logs."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part
from emulator.resource import Resource
from emulator.tables import Row


def log_group(clients: Clients, resource: Resource) -> Row:
    """Read a log group: how long it keeps events, and its key."""
    name = resource.physical_id
    pages = clients("logs").get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name)
    found = {group["logGroupName"]: group for page in pages for group in page["logGroups"]}[name]
    days = str(found["retentionInDays"]) if "retentionInDays" in found else "for ever"
    return name, days, last_part(found.get("kmsKeyId", ""))


KINDS = {"AWS::Logs::LogGroup": Kind("log groups", ("name", "days", "key"), log_group)}
