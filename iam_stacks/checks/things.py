"""Users, groups and roles: what they are called, where they are declared, and which policies give them something."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Declared, Group, Role, Thing, User
from iam_stacks.account.place import Place
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.symbol import has_symbol


def subject_of(thing: Thing) -> str:
    """Return a thing's name, or its logical id if CloudFormation will choose the name."""
    return str(thing.logical_id) if has_symbol(thing.name) else thing.name


def place_of(thing: Thing) -> Place:
    """Return where a thing is declared; in an export, such as `user/JohnDoe`."""
    if thing.logical_id is None:
        return Place("", thing.arn.split(":", 5)[5])
    return Place(thing.template or "", thing.logical_id, ("Properties",))


def receivers(policy: PolicyView) -> Iterator[User | Group | Role]:
    """Yield to whom an identity-based policy is attached, but not whom it only bounds."""
    for holder in policy.holders:
        if isinstance(holder, User | Group | Role) and any(own is policy.written.policy for own in holder.policies):
            yield holder


def principal_of(about: Thing | Declared) -> str | None:
    """Return the ARN of a user or role; None for anything else."""
    if isinstance(about, Declared):
        return about.arn if about.type in ("AWS::IAM::User", "AWS::IAM::Role") else None
    return about.arn if isinstance(about, User | Role) else None


def holder_of(policy: PolicyView) -> str | None:
    """Return the ARN of what has a policy; None if nothing is known to."""
    return next((each.arn for each in policy.holders), None)
