"""Readers of Key Management Service."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, yes_or_no
from emulator.resource import Resource
from emulator.tables import Row


def key(clients: Clients, resource: Resource) -> Row:
    """Read a KMS key."""
    kms, key_id = clients("kms"), resource.physical_id
    found = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    rotates = kms.get_key_rotation_status(KeyId=key_id)["KeyRotationEnabled"]
    return found["KeyId"], found["Description"] or "-", found["KeyState"], yes_or_no(rotates)


def alias(clients: Clients, resource: Resource) -> Row:
    """Read an alias, and the key that it stands for."""
    pages = clients("kms").get_paginator("list_aliases").paginate()
    keys = {found["AliasName"]: found["TargetKeyId"] for page in pages for found in page["Aliases"]}
    return resource.physical_id, keys[resource.physical_id]


KINDS = {
    "AWS::KMS::Key": Kind("keys", ("id", "description", "state", "rotates"), key),
    "AWS::KMS::Alias": Kind("aliases of keys", ("name", "key"), alias),
}
