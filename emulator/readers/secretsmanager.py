"""Readers of Secrets Manager."""

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, yes_or_no
from emulator.resource import Resource
from emulator.tables import Row


def secret(clients: Clients, resource: Resource) -> Row:
    """Read a secret's name, but not its value."""
    found = clients("secretsmanager").describe_secret(SecretId=resource.physical_id)
    return found["Name"], found.get("KmsKeyId", "aws/secretsmanager").rpartition(":key/")[2]


def rotation_schedule(clients: Clients, resource: Resource) -> Row:
    """Read how a secret rotates, and whether."""
    found = clients("secretsmanager").describe_secret(SecretId=resource.physical_id)
    rules = found["RotationRules"]
    when = rules.get("ScheduleExpression") or f"every {rules['AutomaticallyAfterDays']} days"
    return found["Name"], when, last_part(found["RotationLambdaARN"]), yes_or_no(found["RotationEnabled"])


KINDS = {
    "AWS::SecretsManager::Secret": Kind("secrets", ("name", "encrypted with"), secret),
    "AWS::SecretsManager::RotationSchedule": Kind(
        "rotations of secrets", ("secret", "when", "function", "on"), rotation_schedule
    ),
}
