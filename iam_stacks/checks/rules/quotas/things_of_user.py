"""More access keys or MFA devices than a user can have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from iam_stacks.account.place import Place
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.known import Known
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.views import AccountView


class _Kind(NamedTuple):
    """What users have.

    Attributes:
        nouns: what they are called.
        type: CloudFormation's type.
        property: its property with the user's name, or with several.
        instead: what to do about too many.
    """

    nouns: str
    type: str
    property: str
    instead: str


_KINDS = {
    "access-keys-per-user": _Kind(
        "access keys", "AWS::IAM::AccessKey", "UserName", "delete the keys that are not used"
    ),
    "mfa-devices-per-user": _Kind(
        "virtual MFA devices", "AWS::IAM::VirtualMFADevice", "Users", "delete the devices that are not used"
    ),
}


def _rule(name: str, kind: _Kind) -> Rule[AccountView]:
    def check(view: AccountView) -> Iterator[Remark]:
        quota = allowed(view, name)
        arns = {user.name: user.arn for user in view.account.users}
        for user, places in _owners(view, kind).items():
            if len(places) > quota:
                yield Remark(
                    message=f"the user {user} has {len(places)} {kind.nouns} of {quota}",
                    fix=mended(name, len(places), kind.instead),
                    place=places[quota],
                    subject=user,
                    principal=arns.get(user),
                )

    return Rule(
        id=f"quota-{name}",
        over=AccountView,
        severity=ERROR,
        says=f"A user has more {kind.nouns} than its quota, over all stacks",
        because="AWS refuses it",
        fix=kind.instead,
        source=QUOTA_PAGE,
        check=check,
    )


def _owners(view: AccountView, kind: _Kind) -> dict[str, list[Place]]:
    """Return the places of the things of each user, by the user's name, in an order of their own."""
    known, owners = Known(view.account), defaultdict(list)
    for declared in sorted(view.account.declared, key=lambda each: each.place[:2]):
        if declared.type == kind.type and known.at(declared.place):
            for name in {text for text, _ in texts_of(declared, kind.property)}:
                owners[name].append(declared.place)
    return owners


RULES = tuple(_rule(name, kind) for name, kind in _KINDS.items())
