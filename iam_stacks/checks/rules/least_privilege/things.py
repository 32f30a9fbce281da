"""What users, groups and roles are called, and where they are declared."""

from __future__ import annotations

from iam_stacks.account.model import Thing
from iam_stacks.account.place import Place
from iam_stacks.policy.symbol import has_symbol


def subject_of(thing: Thing) -> str:
    """Return a thing's name, or its logical id if CloudFormation will choose the name."""
    return str(thing.logical_id) if has_symbol(thing.name) else thing.name


def place_of(thing: Thing) -> Place:
    """Return where a thing is declared; in an export, such as `user/JohnDoe`."""
    if thing.logical_id is None:
        return Place("", thing.arn.split(":", 5)[5])
    return Place(thing.template or "", thing.logical_id, ("Properties",))
