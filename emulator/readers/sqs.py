"""Readers of Simple Queue Service."""

import json
from typing import Any

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part
from emulator.resource import Resource
from emulator.tables import Row


def queue(clients: Clients, resource: Resource) -> Row:
    """Read a queue: its key, and where its dead letters go."""
    found = _attributes(clients, resource.physical_id)
    redrive = json.loads(found.get("RedrivePolicy", "{}"))
    dead_letters = last_part(redrive.get("deadLetterTargetArn", ""))
    return last_part(found["QueueArn"]), last_part(found.get("KmsMasterKeyId", "")), dead_letters


def queue_policy(clients: Clients, resource: Resource) -> Row:
    """Read the policy of each queue that it is for."""
    urls = resource.properties(clients, "Queues")["Queues"]
    statements = {last_part(url): json.loads(_attributes(clients, url)["Policy"])["Statement"] for url in urls}
    return ", ".join(statements), ", ".join(str(len(found)) for found in statements.values())


def _attributes(clients: Clients, url: str) -> dict[str, Any]:
    found: dict[str, Any] = clients("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return found


KINDS = {
    "AWS::SQS::Queue": Kind("queues", ("name", "key", "dead letters to"), queue),
    "AWS::SQS::QueuePolicy": Kind("policies of queues", ("queues", "statements"), queue_policy),
}
