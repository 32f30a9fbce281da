"""Lists of a resource that are longer than IAM takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import texts_of
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.symbol import is_symbol


class _List(NamedTuple):
    """A property that is a list.

    Attributes:
        types: CloudFormation's types.
        property: the property.
        nouns: what is in it.
        instead: what to do when it is too long.
        source: where AWS says how long it can be.
    """

    types: tuple[str, ...]
    property: str
    nouns: str
    instead: str
    source: str


_BOUNDED = ("AWS::IAM::User", "AWS::IAM::Role")
_PROVIDER = ("AWS::IAM::OIDCProvider",)
_PROVIDER_PAGE = "IAM API Reference, CreateOpenIDConnectProvider"
_LISTS = {
    "boundaries-per-identity": _List(
        *(_BOUNDED, "PermissionsBoundary", "permissions boundaries"), "join them into one policy", QUOTA_PAGE
    ),
    "roles-per-instance-profile": _List(
        *(("AWS::IAM::InstanceProfile",), "Roles", "roles"), "give each role an instance profile of its own", QUOTA_PAGE
    ),
    "client-ids-per-oidc-provider": _List(
        *(_PROVIDER, "ClientIdList", "client ids"), "leave out client ids that no role trusts", _PROVIDER_PAGE
    ),
    "thumbprints-per-oidc-provider": _List(
        *(_PROVIDER, "ThumbprintList", "thumbprints"), "leave out thumbprints of former certificates", _PROVIDER_PAGE
    ),
}


def _rule(name: str, listed: _List) -> Rule[AccountView]:
    def check(view: AccountView) -> Iterator[Remark]:
        quota = allowed(view, name)
        roles = {role.name for role in view.account.roles}
        for declared in view.account.declared:
            if declared.type in listed.types:
                # What only a deployment tells may be the same as another item.
                items = {text for text, _ in texts_of(declared, listed.property)}
                count = sum(not is_symbol(item) or item in roles for item in items)
                if count > quota:
                    yield Remark(
                        message=f"{declared.place.logical_id} has {count} {listed.nouns} of {quota}",
                        fix=mended(name, count, listed.instead),
                        place=declared.place.at(listed.property),
                        subject=declared.place.logical_id,
                        principal=principal_of(declared),
                    )

    return Rule(
        id=f"quota-{name}",
        over=AccountView,
        severity=ERROR,
        says=f"Something has more {listed.nouns} than its quota",
        because="AWS refuses it",
        fix=listed.instead,
        source=listed.source,
        check=check,
    )


RULES = tuple(_rule(name, listed) for name, listed in _LISTS.items())
