"""Reading the JSON of `aws iam get-account-authorization-details`, all pages of it.

Source: IAM API Reference, GetAccountAuthorizationDetails, and the data types UserDetail, GroupDetail, RoleDetail and
ManagedPolicyDetail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from iam_stacks.account.gathered import GROUP, ROLE, USER, Gathered, Identity, Named
from iam_stacks.account.model import ManagedPolicy, Policy
from iam_stacks.account.place import Place
from iam_stacks.policy.layers import IDENTITY, RESOURCE

Item = Mapping[str, Any]

_ENCODED = re.compile(rb"%([0-9A-Fa-f]{2})")
_LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
_KINDS = {USER: "User", GROUP: "Group", ROLE: "Role"}


def is_page(content: Any) -> bool:
    """Tell whether something that was read from a file is a page of authorization details."""
    return isinstance(content, Mapping) and any(isinstance(content.get(name), list) for name in _LISTS)


def gather_details(pages: Sequence[tuple[str, Any]], gathered: Gathered) -> None:
    """Read pages.

    Args:
        pages: each with the name of its file.
        gathered: gets what is in them.
    """
    if pages and all(page.get("IsTruncated") is True for _, page in pages):
        gathered.report(Place(pages[-1][0], "", ("IsTruncated",)), "more pages follow, and none of them was read")
    for file, page in pages:
        reader = _Page(file, page, gathered)
        for kind in _KINDS:
            reader.identities(kind)
        reader.policies()


class _Page:
    """A page, being read."""

    def __init__(self, file: str, page: Item, gathered: Gathered) -> None:
        self._file = file
        self._page = page
        self._gathered = gathered

    def identities(self, kind: str) -> None:
        name = _KINDS[kind]
        for item, place in self._items(self._page, f"{name}DetailList", Place(self._file, "")):
            self._read(item, place, lambda item, place: self._identity(kind, item, place))

    def policies(self) -> None:
        for item, place in self._items(self._page, "Policies", Place(self._file, "")):
            self._read(item, place, self._managed_policy)

    def _read(self, item: Item, place: Place, read: Callable[[Item, Place], None]) -> None:
        if isinstance(item.get("Arn"), str) and item["Arn"].count(":") >= 5:
            read(item, Place(self._file, _resource(item["Arn"])))
        else:
            self._gathered.report(place, "it has no Arn")

    def _identity(self, kind: str, item: Item, place: Place) -> None:
        name = _KINDS[kind]
        shown = f"{kind}/{item['Arn'].rpartition('/')[2]}"
        identity = Identity(kind=kind, common=_common(item), place=place)
        for policy, where in self._items(item, f"{name}PolicyList", place):
            found = self._policy(f"{shown}/{policy.get('PolicyName')}", policy.get("PolicyDocument"), where)
            identity.inline += [found] if found else []
        attached = self._items(item, "AttachedManagedPolicies", place)
        identity.managed = [(str(policy.get("PolicyArn")), where) for policy, where in attached]
        identity.groups = self._names(item, "GroupList", place)
        boundary = item.get("PermissionsBoundary")
        if boundary is not None:
            arn = boundary.get("PermissionsBoundaryArn") if isinstance(boundary, Mapping) else boundary
            identity.boundaries = [(str(arn), place.at("PermissionsBoundary"))]
        tags = self._items(item, "Tags", place)
        identity.tags = tuple((str(tag.get("Key")), str(tag.get("Value"))) for tag, _ in tags)
        if kind == ROLE:
            identity.trust = self._policy(f"{shown}/trust", item.get("AssumeRolePolicyDocument"), place, RESOURCE)
            self._instance_profiles(item, place)
        self._gathered.identities.append(identity)

    def _instance_profiles(self, role: Item, place: Place) -> None:
        for profile, where in self._items(role, "InstanceProfileList", place):
            self._read(
                profile, where, lambda item, _: self._gathered.instance_profiles.append((_common(item), [role["Arn"]]))
            )

    def _managed_policy(self, item: Item, place: Place) -> None:
        versions = self._items(item, "PolicyVersionList", place)
        documents = [version.get("Document") for version, _ in versions if version.get("IsDefaultVersion")]
        policy = self._policy(item["Arn"], documents[0], place.at("PolicyVersionList")) if documents else None
        if not documents:
            self._gathered.report(place.at("PolicyVersionList"), "it has no default version")
        self._gathered.documents[item["Arn"]] = policy
        if ":iam::aws:" not in item["Arn"]:
            self._gathered.managed_policies.append(ManagedPolicy(policy=policy, **_common(item)))

    def _policy(self, name: str, document: Any, place: Place, layer: str = IDENTITY) -> Policy | None:
        decoded = _decoded(document)
        if name.startswith("arn:") and ":iam::aws:" in name:
            return self._gathered.policy(name, decoded, place, layer=layer)
        return self._gathered.write(name, decoded, place, layer=layer)

    def _items(self, holder: Item, name: str, place: Place) -> Iterator[tuple[Item, Place]]:
        listed = holder.get(name, [])
        if not isinstance(listed, list):
            self._gathered.report(place.at(name), "it is not a list")
            return
        for index, item in enumerate(listed):
            if isinstance(item, Mapping):
                yield item, place.at(name, index)
            else:
                self._gathered.report(place.at(name, index), "it is not an object")

    def _names(self, holder: Item, name: str, place: Place) -> list[Named]:
        listed = holder.get(name, [])
        names = listed if isinstance(listed, list) else [listed]
        return [(str(each), place.at(name, index)) for index, each in enumerate(names)]


def _common(item: Item) -> dict[str, Any]:
    """Return the fields of `model.Thing`; the path is in the ARN between the kind and the name."""
    _, _, rest = _resource(item["Arn"]).partition("/")
    path, _, name = rest.rpartition("/")
    return {"arn": item["Arn"], "name": name, "path": f"/{path}/" if path else "/"}


def _resource(arn: str) -> str:
    return arn.split(":", 5)[5]


def _decoded(document: Any) -> Any:
    """Return a document; the API encodes it as RFC 3986 has it, the AWS CLI decodes it."""
    if not isinstance(document, str) or document.lstrip().startswith("{"):
        return document
    return _ENCODED.sub(lambda match: bytes([int(match[1], 16)]), document.encode()).decode("utf-8", "replace")
