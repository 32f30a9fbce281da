"""What is wrong with trusts, together with the providers, own accounts and quotas of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iam_stacks.config.explain import quote
from iam_stacks.config.fault import Fault, KeyPath, listing
from iam_stacks.config.parts import Parts
from iam_stacks.config.trust import Surroundings, Trust
from iam_stacks.policy import PolicyError, TrustPolicy
from iam_stacks.policy.trust.value import ACCOUNT

_SOME_ANCHOR = "arn:aws:rolesanywhere:us-east-1:${AWS::AccountId}:trust-anchor/00000000-0000-0000-0000-000000000000"
"""As long as the ARN that the deployment will give to a trust anchor, and of its account."""


def trust_faults(parts: Parts, account: str | None) -> Iterator[Fault]:
    """Yield the faults of the trusts of all roles.

    Args:
        parts: the file.
        account: the account deployed to, if it is known.
    """
    surroundings = _surroundings(parts)
    for name, role in parts.items("roles"):
        path, data = ("roles", name, "trust"), role.get("trust") if isinstance(role, dict) else None
        alternatives = _alternatives(path, data)
        # Each alone, so that none hides another's fault; then together, since they must fit into one policy.
        alone = [fault for at, each in alternatives for fault in _faults(parts, at, each, surroundings, account)]
        together = len(alternatives) > 1 and not alone
        yield from _faults(parts, path, data, surroundings, account) if together else alone


def _alternatives(path: KeyPath, trust: Any) -> list[tuple[KeyPath, Any]]:
    """Return whom `any_of` names, each with its path; a trust without it is its own and only alternative."""
    listed = trust.get("any_of") if isinstance(trust, dict) else None
    if not isinstance(listed, list):
        return [(path, trust)]
    return [((*path, "any_of", index), each) for index, each in enumerate(listed)]


def _faults(parts: Parts, path: KeyPath, data: Any, surroundings: Surroundings, account: str | None) -> Iterator[Fault]:
    trust = parts.read(Trust, data)
    if trust is None or not trust.providers <= surroundings.providers.keys():
        return
    try:
        policy = trust.policy(surroundings)
        policy.deployed_to(account or ACCOUNT).render(size_quota=parts.quotas.trust_policy_size)
    except PolicyError as error:
        yield parts.fault(_nearest(parts, path, str(error)), str(error))
    else:
        yield from _unregistered_audiences(parts, path, policy, surroundings)


_KEYS = {"issuer": "provider"}
"""The keys of arguments that are named otherwise in the file."""


def _nearest(parts: Parts, path: KeyPath, problem: str) -> KeyPath:
    """Return the path of the key that the problem begins with, if there is one beneath the trust."""
    word = _KEYS.get(said := problem.partition(" ")[0], said)
    beneath = (known for known in parts.source.places if known[: len(path)] == path and known[-1] == word)
    return next(beneath, path)


def _unregistered_audiences(
    parts: Parts, path: KeyPath, policy: TrustPolicy, surroundings: Surroundings
) -> Iterator[Fault]:
    for provider in surroundings.providers.values():
        key = f"{(provider.url or '').removeprefix('https://')}:aud"
        asked = [
            clause.values for statement in policy.statements for clause in statement.conditions if clause.key == key
        ]
        for audience in (each for values in asked for each in values if each not in provider.audiences):
            yield parts.fault(
                _nearest(parts, path, "audience"),
                "the provider does not register this audience, so no token could be used",
                given=quote(audience),
                allowed=listing(list(provider.audiences)),
            )


def _surroundings(parts: Parts) -> Surroundings:
    own = parts.at("own_accounts")
    return Surroundings(
        providers=parts.providers,
        own_accounts=tuple(filter(lambda each: isinstance(each, str), own if isinstance(own, list) else [])),
        trust_anchors=dict.fromkeys(parts.providers, _SOME_ANCHOR),
    )
