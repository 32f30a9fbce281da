"""What stacks give to other stacks: outputs, exports, and what CDK writes for stacks of another region."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iam_stacks.account.cloudformation.text import Fault
from iam_stacks.account.place import Place

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.deployment import Deployment
    from iam_stacks.account.cloudformation.resolver import Resolver
    from iam_stacks.account.cloudformation.resource import Resource

_WRITER = "Custom::CrossRegionExportWriter"


class Outputs:
    """The outputs of all stacks of a deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def value(self, resolver: Resolver, name: str) -> Any:
        """Return the value of an output.

        Raises:
            Fault: there is none.
        """
        found = resolver.stack.section("Outputs").get(name)
        if not isinstance(found, Mapping) or "Value" not in found:
            raise Fault(f"the stack {self._deployment.name_of(resolver.stack)} has no output {name}")
        place = Place(resolver.stack.file, "", ("Outputs", name, "Value"))
        return self._deployment.memo.get(
            (resolver.stack, "output", name), lambda: resolver.resolve(found["Value"], place)
        )

    def of_stack(self, stack_name: str, output: str, region: str) -> Any:
        """Return an output of a stack that is given by its name and region.

        Raises:
            Fault: there is no such stack, or no such output.
        """
        named = [resolver for resolver in self._deployment.resolvers if resolver.stack.name == stack_name]
        there = [resolver for resolver in named if resolver.pseudo["AWS::Region"] == region]
        if not named:
            raise Fault(f"there is no stack {stack_name} in what was read")
        return self.value((there or named)[0], output)

    def imported(self, name: str, region: str) -> Any:
        """Return the value of an export, whose name is unique in a region.

        Raises:
            Fault: no stack exports it.
        """
        if (region, name) not in self._exports:
            raise Fault(f"no stack in what was read exports {name}")
        return self.value(*self._exports[region, name])

    @cached_property
    def _exports(self) -> dict[tuple[str, str], tuple[Resolver, str]]:
        found = {}
        for resolver in self._deployment.resolvers:
            for output, value in resolver.stack.section("Outputs").items():
                export = value.get("Export") if isinstance(value, Mapping) else None
                if isinstance(export, Mapping):
                    place = Place(resolver.stack.file, "", ("Outputs", output, "Export", "Name"))
                    name = str(resolver.resolve(export.get("Name"), place))
                    found[resolver.pseudo["AWS::Region"], name] = (resolver, output)
        return found

    @cached_property
    def written(self) -> dict[str, tuple[Resource, Any]]:
        """What CDK's stacks write for stacks of other regions, by the parameter's name."""
        found = {}
        for resource in self._deployment.resources():
            written = resource.properties.get("WriterProps") if resource.type == _WRITER else None
            exports = written.get("exports") if isinstance(written, Mapping) else None
            for name, value in exports.items() if isinstance(exports, Mapping) else ():
                found[name] = (resource, value)
        return found

    def written_value(self, name: str) -> Any:
        """Return what was written for a stack of another region."""
        resource, value = self.written[name]
        place = resource.place.at("WriterProps", "exports", name)
        return self._deployment.memo.get(("written", name), lambda: resource.resolver.resolve(value, place))
