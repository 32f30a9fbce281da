"""Readers of CloudWatch Logs."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed
from emulator.resource import Resource
from emulator.tables import Row


def log_group(clients: Clients, resource: Resource) -> Row:
    """Read a log group: how long it keeps events, and its key."""
    name = resource.physical_id
    pages = clients("logs").get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name)
    found = {group["logGroupName"]: group for page in pages for group in page["logGroups"]}[name]
    days = str(found["retentionInDays"]) if "retentionInDays" in found else "for ever"
    return name, days, last_part(found.get("kmsKeyId", ""))


def metric_filter(clients: Clients, resource: Resource) -> Row:
    """Read a metric filter: what it looks for, where, and what it counts."""
    group, name = resource.properties(clients, "LogGroupName")["LogGroupName"], resource.physical_id
    there = clients("logs").describe_metric_filters(logGroupName=group, filterNamePrefix=name)["metricFilters"]
    found = {one["filterName"]: one for one in there}[name]
    counted = [f"{one['metricNamespace']} {one['metricName']}" for one in found["metricTransformations"]]
    return name, group, listed(counted), found["filterPattern"]


KINDS = {
    "AWS::Logs::LogGroup": Kind("log groups", ("name", "days", "key"), log_group),
    "AWS::Logs::MetricFilter": Kind("metric filters", ("name", "log group", "metric", "pattern"), metric_filter),
}
