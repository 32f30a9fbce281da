"""Readers of Simple Storage Service."""

import json
from typing import Any

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, yes_or_no
from emulator.resource import Resource
from emulator.tables import Row


def bucket(clients: Clients, resource: Resource) -> Row:
    """Read a bucket: its key, whether it is closed, keeps versions and locks them, and where access is logged."""
    s3, name = clients("s3"), resource.physical_id
    rule = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"][0]
    default = rule["ApplyServerSideEncryptionByDefault"]
    key = last_part(default.get("KMSMasterKeyID", default["SSEAlgorithm"]))
    closed = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    versions = s3.get_bucket_versioning(Bucket=name).get("Status", "-")
    logged = s3.get_bucket_logging(Bucket=name).get("LoggingEnabled", {})
    return name, key, yes_or_no(all(closed.values())), versions, _lock(s3, name), logged.get("TargetBucket", "-")


def _lock(s3: Any, bucket_name: str) -> str:
    try:
        found = s3.get_object_lock_configuration(Bucket=bucket_name)["ObjectLockConfiguration"]
    except s3.exceptions.ClientError:
        return "-"
    return str(found.get("Rule", {}).get("DefaultRetention", {}).get("Mode", "no default"))


def bucket_policy(clients: Clients, resource: Resource) -> Row:
    """Read the policy of a bucket."""
    name = resource.properties(clients, "Bucket")["Bucket"]
    policy = json.loads(clients("s3").get_bucket_policy(Bucket=name)["Policy"])
    return name, str(len(policy["Statement"]))


KINDS = {
    "AWS::S3::Bucket": Kind("buckets", ("name", "key", "closed", "versions", "lock", "access logs in"), bucket),
    "AWS::S3::BucketPolicy": Kind("policies of buckets", ("bucket", "statements"), bucket_policy),
}
