"""More things of one kind than an account can have, over all stacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from iam_stacks.account.account import Account
from iam_stacks.account.model import Thing
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.known import Known
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import place_of
from iam_stacks.checks.views import AccountView

_OF_SERVICES = "/aws-service-role/"


class _Count(NamedTuple):
    """How many there are.

    Attributes:
        least: how many at least.
        places: of each; perhaps of some that are the same.
    """

    least: int
    places: Sequence[Place]


_Counter = Callable[[Account, Known], _Count]


def _things(get: Callable[[Account], tuple[Thing, ...]]) -> _Counter:
    def count(account: Account, known: Known) -> _Count:
        things = get(account)
        names = [thing.name for thing in things]
        return _Count(known.least_different(names, things), [place_of(each) for each in things if known.exists(each)])

    return count


def _declared(type: str) -> _Counter:
    def count(account: Account, known: Known) -> _Count:
        found = [each for each in account.declared if each.type == type and known.at(each.place)]
        return _Count(len({each.arn for each in found}), [each.place for each in found])

    return count


def _roles(account: Account) -> tuple[Thing, ...]:
    # Whether those that services make for themselves count is not said.
    return tuple(role for role in account.roles if not role.path.startswith(_OF_SERVICES))


_COUNTERS: dict[str, tuple[str, _Counter]] = {
    "users": ("users", _things(lambda account: account.users)),
    "groups": ("groups", _things(lambda account: account.groups)),
    "roles": ("roles", _things(_roles)),
    "managed-policies": ("customer managed policies", _things(lambda account: account.managed_policies)),
    "instance-profiles": ("instance profiles", _things(lambda account: account.instance_profiles)),
    "server-certificates": ("server certificates", _declared("AWS::IAM::ServerCertificate")),
    "saml-providers": ("SAML providers", _declared("AWS::IAM::SAMLProvider")),
    "oidc-providers": ("OIDC providers", _declared("AWS::IAM::OIDCProvider")),
    "virtual-mfa-devices": ("virtual MFA devices", _declared("AWS::IAM::VirtualMFADevice")),
}


def _rule(kind: str, nouns: str, counter: _Counter) -> Rule[AccountView]:
    name, instead = f"{kind}-per-account", f"delete {nouns} that are not used, or use a second account"

    def check(view: AccountView) -> Iterator[Remark]:
        quota, count = allowed(view, name), counter(view.account, Known(view.account))
        if count.least > quota:
            yield Remark(
                message=f"the account has {count.least:,} {nouns} of {quota:,}",
                fix=mended(name, count.least, instead),
                place=sorted(count.places, key=lambda place: place[:2])[quota],
                subject="account",
            )

    return Rule(
        id=f"quota-{name}",
        over=AccountView,
        severity=ERROR,
        says=f"An account has more {nouns} than its quota, over all stacks",
        because="AWS refuses it",
        fix=instead,
        source=QUOTA_PAGE,
        check=check,
    )


RULES = tuple(_rule(kind, nouns, counter) for kind, (nouns, counter) in _COUNTERS.items())
