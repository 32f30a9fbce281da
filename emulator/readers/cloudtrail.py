"""Readers of CloudTrail."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, yes_or_no
from emulator.resource import Resource
from emulator.tables import Row


def trail(clients: Clients, resource: Resource) -> Row:
    """Read a trail: what it records, where to, and whether it does."""
    cloudtrail, name = clients("cloudtrail"), resource.physical_id
    found = cloudtrail.get_trail(Name=name)["Trail"]
    records = cloudtrail.get_trail_status(Name=name)["IsLogging"]
    group = last_part(found.get("CloudWatchLogsLogGroupArn", "").removesuffix(":*"))
    every = "every Region" if found["IsMultiRegionTrail"] else found["HomeRegion"]
    of = "the organization" if found["IsOrganizationTrail"] else "the account"
    validated = yes_or_no(found["LogFileValidationEnabled"])
    key = last_part(found.get("KmsKeyId", ""))
    return name, found["S3BucketName"], group, key, f"{every} of {of}", validated, yes_or_no(records)


COLUMNS = ("name", "bucket", "log group", "key", "of", "validated", "records")
KINDS = {"AWS::CloudTrail::Trail": Kind("trails", COLUMNS, trail)}
