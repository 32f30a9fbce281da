"""Readers of Lambda."""

import json

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed
from emulator.resource import Resource
from emulator.tables import Row


def function(clients: Clients, resource: Resource) -> Row:
    """Read a function: its role, its key and its network, but not its environment."""
    found = clients("lambda").get_function_configuration(FunctionName=resource.physical_id)
    subnets = found.get("VpcConfig", {}).get("SubnetIds", [])
    return (
        found["FunctionName"],
        last_part(found["Role"]),
        found["Runtime"],
        last_part(found.get("KMSKeyArn", "")),
        listed(subnets),
        last_part(found.get("DeadLetterConfig", {}).get("TargetArn", "")),
    )


def event_source_mapping(clients: Clients, resource: Resource) -> Row:
    """Read what calls a function."""
    found = clients("lambda").get_event_source_mapping(UUID=resource.physical_id)
    return last_part(found["EventSourceArn"]), last_part(found["FunctionArn"]), str(found["BatchSize"]), found["State"]


def permission(clients: Clients, resource: Resource) -> Row:
    """Read who may call a function, and for which resource, where it is: in the function's policy."""
    name = resource.properties(clients, "FunctionName")["FunctionName"]
    policy = json.loads(clients("lambda").get_policy(FunctionName=name)["Policy"])
    found = {statement["Sid"]: statement for statement in policy["Statement"]}[resource.physical_id]
    source = found.get("Condition", {}).get("ArnLike", {}).get("AWS:SourceArn", "")
    return last_part(found["Resource"]), listed(list(found["Principal"].values())), last_part(source)


KINDS = {
    "AWS::Lambda::Function": Kind(
        "functions", ("name", "role", "runtime", "key", "subnets", "dead letters to"), function
    ),
    "AWS::Lambda::Permission": Kind("permissions to call functions", ("function", "caller", "for"), permission),
    "AWS::Lambda::EventSourceMapping": Kind(
        "event sources", ("source", "function", "batch size", "state"), event_source_mapping
    ),
}
