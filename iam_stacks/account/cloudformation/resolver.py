"""What the values of a stack's template will be: literals where that is known, symbols where it is not.

Source: CloudFormation Template Reference Guide, "Intrinsic function reference" and "Pseudo parameters reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from iam_stacks.account.cloudformation.conditions import holds
from iam_stacks.account.cloudformation.functions import FUNCTIONS, is_call
from iam_stacks.account.cloudformation.parameters import parameter
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.text import Fault, chosen, unknown, with_dynamic_references
from iam_stacks.account.place import Place

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.deployment import Deployment


class Resolver:
    """Resolves the values of one stack.

    Attributes:
        deployment: all stacks.
        stack: the stack.
        pseudo: the values of the pseudo parameters.
        parent: the stack that this one is nested in, and the resource there.
        no_value: what AWS::NoValue is resolved to.
    """

    no_value = object()

    def __init__(
        self, deployment: Deployment, stack: Stack, pseudo: Mapping[str, str], parent: tuple[Resolver, Resource] | None
    ) -> None:
        self.deployment = deployment
        self.stack = stack
        self.pseudo = pseudo
        self.parent = parent

    def label(self, logical_id: str) -> str:
        """Return what a symbol calls a resource or parameter: unmistakable among all stacks."""
        clashes = logical_id in self.deployment.clashing
        return f"{self.deployment.name_of(self.stack)}.{logical_id}" if clashes else logical_id

    def resource(self, logical_id: str) -> Resource | None:
        """Return a resource; None if the template has none of that logical id."""
        found = self.stack.section("Resources").get(logical_id)
        if not isinstance(found, Mapping) or not isinstance(found.get("Type"), str):
            return None
        properties = found.get("Properties")
        return Resource(self, logical_id, found["Type"], properties if isinstance(properties, Mapping) else {})

    def exists(self, logical_id: str) -> bool | None:
        """Tell whether the conditions of a resource let it be; None if that cannot be known."""
        condition = self.stack.section("Resources")[logical_id].get("Condition")
        return True if condition is None else holds(self, {"Condition": condition})

    @property
    def exists_at_all(self) -> bool:
        """Whether the stack is not one nested in a resource that will not be."""
        if self.parent is None:
            return True
        parent, resource = self.parent
        return parent.exists_at_all and parent.exists(resource.logical_id) is not False

    def resolve(self, value: Any, place: Place) -> Any:
        """Return a value as it will be; what is wrong with it becomes a problem of the deployment."""
        if isinstance(value, str):
            read = with_dynamic_references(value)
            if read != value:
                self.deployment.report(place, "a dynamic reference is read when the stack is deployed")
            return read
        if isinstance(value, list):
            items = (self.resolve(item, place.at(index)) for index, item in enumerate(value))
            return [item for item in items if item is not self.no_value]
        if not isinstance(value, Mapping):
            return value
        if is_call(value):
            return self._call(*next(iter(value.items())), place)
        resolved = {name: self._element(name, item, place.at(str(name))) for name, item in value.items()}
        return {name: item for name, item in resolved.items() if item is not self.no_value}

    def _element(self, name: Any, value: Any, place: Place) -> Any:
        if str(name).startswith("Fn::"):
            self.deployment.report(place.outside, f"the function {name} cannot stand beside other keys")
            return self.no_value
        return self.resolve(value, place)

    def _call(self, name: str, argument: Any, place: Place) -> Any:
        inside = place.at(name)
        try:
            if name not in FUNCTIONS:
                raise Fault(f"the function {name} cannot be worked out before a deployment")
            return FUNCTIONS[name](self, argument, inside)
        except Fault as fault:
            self.deployment.report(place, str(fault))
            return unknown(argument) if name == "Ref" and isinstance(argument, str) else chosen(name, argument)

    def ref(self, name: str) -> Any:
        """Return what Ref gives.

        Raises:
            Fault: there is nothing of that name.
        """
        if name == "AWS::NoValue":
            return self.no_value
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.stack.section("Parameters"):
            return self.deployment.memo.get((self.stack, "parameter", name), lambda: parameter(self, name))
        return self._existing(name).ref

    def attribute(self, logical_id: str, name: str) -> Any:
        """Return what Fn::GetAtt gives.

        Raises:
            Fault: there is no such resource, or no such output of a nested stack.
        """
        resource = self._existing(logical_id)
        if logical_id in self.stack.nested and name.startswith("Outputs."):
            nested = self.deployment.resolver_of(self.stack.nested[logical_id])
            return self.deployment.outputs.value(nested, name.removeprefix("Outputs."))
        if resource.type == "Custom::CrossRegionExportReader" and name in self.deployment.outputs.written:
            return self.deployment.outputs.written_value(name)
        return resource.attribute(name)

    def _existing(self, logical_id: str) -> Resource:
        resource = self.resource(logical_id)
        if resource is None:
            raise Fault(f"there is no parameter and no resource {logical_id}")
        if self.exists(logical_id) is False:
            raise Fault(f"the condition of the resource {logical_id} is false, so it does not exist")
        return resource
