"""Properties of resources in the forms in which they are wanted; what has another form is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import Fault, show, text_of
from iam_stacks.account.gathered import Gathered, Named
from iam_stacks.account.place import Place


def texts(resource: Resource, name: str, gathered: Gathered) -> list[Named]:
    """Return the texts of a property that is a text or a list of texts, each with its place."""
    value = resource.get(name, [])
    place = resource.place.at(name)
    items = (
        [(item, place.at(index)) for index, item in enumerate(value)] if isinstance(value, list) else [(value, place)]
    )
    found = []
    for item, where in items:
        try:
            found.append((text_of(item), where))
        except Fault as fault:
            gathered.report(where, str(fault))
    return found


def objects(resource: Resource, name: str, gathered: Gathered) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """Yield the objects of a property that is a list of objects, each with its place."""
    value = resource.get(name, [])
    place = resource.place.at(name)
    if not isinstance(value, list):
        gathered.report(place, f"{show(value)} is not a list")
        return
    for index, item in enumerate(value):
        if isinstance(item, Mapping):
            yield item, place.at(index)
        else:
            gathered.report(place.at(index), f"{show(item)} is not an object")


def tags(resource: Resource, gathered: Gathered) -> tuple[tuple[str, str], ...]:
    """Return the tags of a resource."""
    return tuple((str(tag.get("Key")), str(tag.get("Value"))) for tag, _ in objects(resource, "Tags", gathered))
