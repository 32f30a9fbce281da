"""A resource of a stack, as CloudFormation lists it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emulator.clients import Clients

BOOTSTRAP = "CDKToolkit"
GONE = "DELETE_COMPLETE"


@dataclass(frozen=True)
class Resource:
    """What CloudFormation knows of a resource."""

    stack: str
    logical_id: str
    type: str
    physical_id: str

    def __str__(self) -> str:
        return f"{self.type} {self.physical_id} (stack {self.stack}, logical id {self.logical_id})"

    def properties(self, clients: Clients, *names: str) -> dict[str, Any]:
        """Return those of its properties that the template has, with the references that stand for names resolved.

        An attribute of another resource is answered with that resource's id, which the services take for its ARN.
        """
        template = clients("cloudformation").get_template(StackName=self.stack)["TemplateBody"]
        properties = template["Resources"][self.logical_id]["Properties"]
        return {name: self._resolved(properties[name], clients) for name in names if name in properties}

    def _resolved(self, value: Any, clients: Clients) -> Any:
        if isinstance(value, list):
            return [self._resolved(item, clients) for item in value]
        if not isinstance(value, dict):
            return value
        cloudformation = clients("cloudformation")
        if referred := value.get("Ref") or next(iter(value.get("Fn::GetAtt", ())), None):
            target = {"StackName": self.stack, "LogicalResourceId": referred}
            return cloudformation.describe_stack_resource(**target)["StackResourceDetail"]["PhysicalResourceId"]
        exports = {export["Name"]: export["Value"] for export in cloudformation.list_exports()["Exports"]}
        return exports[value["Fn::ImportValue"]]


def deployed(clients: Clients) -> Iterator[Resource]:
    """Yield the resources of every stack but the CDK's own."""
    cloudformation = clients("cloudformation")
    for stack in cloudformation.describe_stacks()["Stacks"]:
        if stack["StackName"] == BOOTSTRAP:
            continue
        listing = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack["StackName"])
        for found in (summary for page in listing for summary in page["StackResourceSummaries"]):
            if found["ResourceStatus"] != GONE:
                yield Resource(
                    stack=stack["StackName"],
                    logical_id=found["LogicalResourceId"],
                    type=found["ResourceType"],
                    physical_id=found["PhysicalResourceId"],
                )
