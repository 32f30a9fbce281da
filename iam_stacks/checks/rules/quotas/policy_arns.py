"""ARNs of managed policies, as templates attach them and make boundaries of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iam_stacks.account.model import Declared
from iam_stacks.account.place import Place
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.views import AccountView

_HOLDERS = frozenset(("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role"))
_PROPERTIES = ("ManagedPolicyArns", "PermissionsBoundary")


class Attached(NamedTuple):
    """An ARN that is attached.

    Attributes:
        declared: the user, group or role.
        arn: the ARN, perhaps with symbols.
        place: where it is written.
        property: `ManagedPolicyArns` or `PermissionsBoundary`.
    """

    declared: Declared
    arn: str
    place: Place
    property: str


def attached(view: AccountView) -> Iterator[Attached]:
    """Yield what templates attach to users, groups and roles by its ARN."""
    for declared in view.account.declared:
        if declared.type in _HOLDERS:
            for name in _PROPERTIES:
                for arn, place in texts_of(declared, name):
                    yield Attached(declared, arn, place, name)
