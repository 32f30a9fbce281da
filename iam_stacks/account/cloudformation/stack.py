"""A stack, as data: a template, and what is known about where it will be deployed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Stack:
    """A stack.

    Attributes:
        name: the stack's name; that of its file, without the ending, if nothing says it.
        template: the template.
        file: the template's file name.
        id: what tells it from stacks of the same name: an artifact of cdk.out, or the file.
        assembly: the folder of the stage that it belongs to; stacks of one stage are nearer to each other.
        named: whether the name is known.
        account: 12 digits; empty if unknown.
        region: empty if unknown.
        parameters: values that are given for the template's parameters.
        nested: nested stacks by the logical id of the resource that makes them.
    """

    name: str
    template: Json
    file: str
    id: str = ""
    assembly: str = ""
    named: bool = False
    account: str = ""
    region: str = ""
    parameters: Json = field(default_factory=dict)
    nested: Mapping[str, Stack] = field(default_factory=dict)

    def section(self, name: str) -> Json:
        """Return a section of the template, such as `Resources`; empty if there is none."""
        found = self.template.get(name)
        return found if isinstance(found, Mapping) else {}

    def all(self) -> Iterator[Stack]:
        """Yield the stack and those nested in it."""
        yield self
        for stack in self.nested.values():
            yield from stack.all()


def is_template(content: Any) -> bool:
    """Tell whether something that was read from a file is a CloudFormation template."""
    return isinstance(content, Mapping) and isinstance(content.get("Resources"), Mapping)
