"""Readers of Simple Notification Service."""

import json
from typing import Any

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part
from emulator.resource import Resource
from emulator.tables import Row


def topic(clients: Clients, resource: Resource) -> Row:
    """Read a topic: its key, and how many have subscribed."""
    found = _attributes(clients, resource.physical_id)
    subscribed = clients("sns").list_subscriptions_by_topic(TopicArn=resource.physical_id)["Subscriptions"]
    return last_part(found["TopicArn"]), last_part(found.get("KmsMasterKeyId", "")), str(len(subscribed))


def topic_policy(clients: Clients, resource: Resource) -> Row:
    """Read the policy of each topic that it is for."""
    arns = resource.properties(clients, "Topics")["Topics"]
    statements = {last_part(arn): json.loads(_attributes(clients, arn)["Policy"])["Statement"] for arn in arns}
    return ", ".join(statements), ", ".join(str(len(found)) for found in statements.values())


def subscription(clients: Clients, resource: Resource) -> Row:
    """Read a subscription where it is: with its topic's others."""
    arn = resource.physical_id
    pages = clients("sns").get_paginator("list_subscriptions").paginate()
    found = {one["SubscriptionArn"]: one for page in pages for one in page["Subscriptions"]}[arn]
    return last_part(found["TopicArn"]), found["Protocol"], found["Endpoint"]


def _attributes(clients: Clients, arn: str) -> dict[str, Any]:
    found: dict[str, Any] = clients("sns").get_topic_attributes(TopicArn=arn)["Attributes"]
    return found


KINDS = {
    "AWS::SNS::Topic": Kind("topics", ("name", "key", "subscriptions"), topic),
    "AWS::SNS::TopicPolicy": Kind("policies of topics", ("topics", "statements"), topic_policy),
    "AWS::SNS::Subscription": Kind("subscriptions", ("topic", "protocol", "endpoint"), subscription),
}
