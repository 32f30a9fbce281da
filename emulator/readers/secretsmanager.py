"""Readers of Secrets Manager."""

from emulator.clients import Clients
from emulator.readers.kind import Kind
from emulator.resource import Resource
from emulator.tables import Row


def secret(clients: Clients, resource: Resource) -> Row:
    """Read a secret's name, but not its value."""
    found = clients("secretsmanager").describe_secret(SecretId=resource.physical_id)
    return found["Name"], found.get("KmsKeyId", "aws/secretsmanager").rpartition(":key/")[2]


KINDS = {"AWS::SecretsManager::Secret": Kind("secrets", ("name", "encrypted with"), secret)}
