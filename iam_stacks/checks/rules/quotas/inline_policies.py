"""The inline policies of a user, group or role, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iam_stacks.account.model import Group, Role, User, Written
from iam_stacks.checks.rules.quotas.known import Known
from iam_stacks.checks.views import AccountView


def inline_policies(view: AccountView) -> Iterator[tuple[User | Group | Role, Mapping[str, tuple[Written, ...]]]]:
    """Yield each identity with its inline policies by name; what may not exist is left out."""
    known = Known(view.account)
    written = {id(each.policy): each for each in view.account.written if each.policy and known.at(each.place)}
    for identity in view.identities:
        named: dict[str, tuple[Written, ...]] = {}
        for policy in identity.policies:
            name = policy.name.rpartition("/")[2]
            if id(policy) in written and not policy.name.startswith("arn:"):
                named[name] = (*named.get(name, ()), written[id(policy)])
        yield identity, named
