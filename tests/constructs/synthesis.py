"""Reading what a stack synthesizes to."""

from typing import Any

from aws_cdk import Stack
from aws_cdk.assertions import Template


def resources(stack: Stack, type_: str) -> list[dict[str, Any]]:
    """Return the properties of all resources of a type, in the order of their ids."""
    found = Template.from_stack(stack).find_resources(type_)
    return [found[key].get("Properties", {}) for key in sorted(found)]


def only(stack: Stack, type_: str) -> dict[str, Any]:
    """Return the properties of the one resource of a type."""
    (properties,) = resources(stack, type_)
    return properties


def arn(*parts: Any) -> dict[str, Any]:
    """Return an ARN as CDK joins it, from `arn:` and the partition on."""
    return {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, *parts]]}


ACCOUNT = {"Ref": "AWS::AccountId"}
