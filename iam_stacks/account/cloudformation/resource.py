"""A resource of a template, and the names by which others refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from iam_stacks.account.cloudformation.arns import KINDS, Kind
from iam_stacks.account.cloudformation.text import digest, text_of, unknown
from iam_stacks.account.place import Place

if TYPE_CHECKING:
    from iam_stacks.account.cloudformation.resolver import Resolver

_OTHER = Kind(arn="", ref="{id}", attributes={})


class Resource(NamedTuple):
    """A resource.

    Attributes:
        resolver: of its stack.
        logical_id: its logical id.
        type: such as `AWS::IAM::User`.
        properties: as the template has them.
    """

    resolver: Resolver
    logical_id: str
    type: str
    properties: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Where its properties are."""
        return Place(self.resolver.stack.file, self.logical_id, ("Properties",))

    @property
    def label(self) -> str:
        """Its logical id, with the stack's name if another stack has the same."""
        return self.resolver.label(self.logical_id)

    @property
    def arn(self) -> str:
        """Its ARN; only for a type that is in the table."""
        return self._memo("{arn}")

    @property
    def name(self) -> str:
        """Its name; the symbol of the logical id if CloudFormation will choose it."""
        return self._memo("{name}")

    @property
    def path(self) -> str:
        """The path of something of IAM; default `/`."""
        return self._memo("{path}")

    @property
    def ref(self) -> str:
        """What Ref gives."""
        return self._memo(KINDS.get(self.type, _OTHER).ref)

    def attribute(self, name: str) -> str:
        """Return what Fn::GetAtt gives."""
        known = KINDS.get(self.type, _OTHER).attributes.get(name)
        return unknown(f"{self.label}.{name}") if known is None else self._memo(known)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a property, resolved; the default if it is not there or is AWS::NoValue."""
        if name not in self.properties:
            return default
        value = self.resolver.resolve(self.properties[name], self.place.at(name))
        return default if value is self.resolver.no_value else value

    def _memo(self, template: str) -> str:
        key = (self.resolver.stack, self.logical_id, template)
        found: str = self.resolver.deployment.memo.get(key, lambda: template.format_map(_Fields(self)))
        return found


class _Fields(dict[str, str]):
    """What fills the places of the table's texts; each is worked out when a text has it."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __missing__(self, field: str) -> str:
        resource = self._resource
        resolver = resource.resolver
        own = unknown(resource.label)
        match field:
            case "partition" | "region" | "account" | "suffix":
                return resolver.pseudo[_PSEUDO[field]]
            case "name":
                property_name = KINDS[resource.type].name
                return text_of(resource.get(property_name, own)) if property_name else own
            case "path":
                return text_of(resource.get("Path", "/"))
            case "arn":
                return KINDS[resource.type].arn.format_map(self)
            case "service":
                return text_of(resource.get("AWSServiceName", own))
            case "attached":
                secret = text_of(resource.get("SecretId", own))
                return secret if secret.startswith("arn:") else own
            case "provider":
                return self["name"].removeprefix("https://")
            case "parameter":
                return self["name"].removeprefix("/")
            case "function":
                return function_arn(text_of(resource.get("FunctionName", own)), resolver)
            case "secret":
                # Secrets Manager appends a hyphen and six characters, and this symbol has six, so that the pattern
                # `-??????` matches it. Secrets Manager User Guide, "What's in a Secrets Manager secret?".
                suffix = unknown(digest(resource.label)[:4])
                return own if self["name"] == own else f"{self['name']}-{suffix}"
            case "GroupName":  # EventBridge Scheduler API Reference, UpdateSchedule
                return text_of(resource.get(field, "default"))
            case _ if field[0].isupper():
                return text_of(resource.get(field, unknown(f"{resource.label}.{field}")))
            case _:
                return own if field == "id" else unknown(f"{resource.label}.{field}")


_PSEUDO = {
    "partition": "AWS::Partition",
    "region": "AWS::Region",
    "account": "AWS::AccountId",
    "suffix": "AWS::URLSuffix",
}


def function_arn(name: str, resolver: Resolver) -> str:
    """Return the ARN that a function's name, partial ARN or ARN, perhaps with a version or an alias, stands for.

    Source: Lambda API Reference, AddPermission, FunctionName.
    """
    if name.startswith("arn:"):
        return name
    partition, region, account = (resolver.pseudo[f"AWS::{field}"] for field in ("Partition", "Region", "AccountId"))
    resource = name if ":function:" in name else f"{account}:function:{name}"
    return f"arn:{partition}:lambda:{region}:{resource}"
