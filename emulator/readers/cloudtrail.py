"""Readers of CloudTrail."""

from typing import Any

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part
from emulator.resource import Resource
from emulator.tables import Row


def trail(clients: Clients, resource: Resource) -> Row:
    """Read a trail: what it records, if it does, and where to."""
    cloudtrail, name = clients("cloudtrail"), resource.physical_id
    found = cloudtrail.get_trail(Name=name)["Trail"]
    records = cloudtrail.get_trail_status(Name=name)["IsLogging"]
    group = last_part(found.get("CloudWatchLogsLogGroupArn", "").removesuffix(":*"))
    key = last_part(found.get("KmsKeyId", ""))
    return name, found["S3BucketName"], group, key, _of(found) if records else "nothing: it is switched off"


def _of(found: dict[str, Any]) -> str:
    regions = "every Region" if found["IsMultiRegionTrail"] else found["HomeRegion"]
    accounts = "the organization" if found["IsOrganizationTrail"] else "the account"
    return f"{regions} of {accounts}{', validated' if found['LogFileValidationEnabled'] else ''}"


KINDS = {"AWS::CloudTrail::Trail": Kind("trails", ("name", "bucket", "log group", "key", "records"), trail)}
