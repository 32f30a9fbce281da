"""The things of an account whose names have to differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from iam_stacks.account.model import Thing
from iam_stacks.account.place import Place
from iam_stacks.checks.rules.quotas.known import Known, settled
from iam_stacks.checks.things import place_of, principal_of
from iam_stacks.checks.views import AccountView

_OTHERS = {
    "AWS::IAM::ServerCertificate": "server certificate",
    "AWS::IAM::SAMLProvider": "SAML provider",
    "AWS::IAM::OIDCProvider": "OIDC provider",
    "AWS::IAM::VirtualMFADevice": "virtual MFA device",
}


class Named(NamedTuple):
    """Something that has a name.

    Attributes:
        kind: such as `user`.
        name: without the path, but for a virtual MFA device.
        place: where it is declared.
        principal: the ARN of a user or role.
        of_template: whether it is of a template, not of an export.
    """

    kind: str
    name: str
    place: Place
    principal: str | None
    of_template: bool

    @property
    def shown(self) -> str:
        """Where it is, in words."""
        return f"{self.place.logical_id} in {self.place.template}" if self.of_template else "which the account has"


def named_alike(view: AccountView, *, others: bool = False) -> Iterator[list[Named]]:
    """Yield those of one kind whose names differ in case at the most.

    Names that are known, of things that will exist: without paths, which do not tell IAM's things apart.

    Args:
        view: the account.
        others: also certificates, providers and MFA devices.
    """
    alike: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for each in (*_things(view), *(_declared(view) if others else ())):
        if settled(each.name):
            alike[each.kind, each.name.casefold()].append(each)
    yield from (sorted(found, key=_order) for found in alike.values())


def _order(named: Named) -> tuple[str, str, str]:
    return (named.place.template, named.place.logical_id, named.name)


def _things(view: AccountView) -> Iterator[Named]:
    account, known = view.account, Known(view.account)
    kinds: dict[str, tuple[Thing, ...]] = {
        "user": account.users,
        "group": account.groups,
        "role": account.roles,
        "managed policy": account.managed_policies,
        "instance profile": account.instance_profiles,
    }
    for kind, things in kinds.items():
        for thing in filter(known.exists, things):
            yield Named(kind, thing.name, place_of(thing), principal_of(thing), thing.template is not None)


def _declared(view: AccountView) -> Iterator[Named]:
    known = Known(view.account)
    for declared in view.account.declared:
        if declared.type in _OTHERS and declared.arn and known.at(declared.place):
            name = declared.arn.split("/", 1)[1]
            yield Named(_OTHERS[declared.type], name, declared.place, None, of_template=True)
