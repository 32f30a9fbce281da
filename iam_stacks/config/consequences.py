"""What is wrong with parts of a file only together: a trust with its provider, a policy with another one's name.

It reads the plain data and builds models of the parts that can be read, so that its faults are reported together with
those of the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from iam_stacks.config.explain import quote
from iam_stacks.config.fault import Fault, KeyPath, dotted, listing
from iam_stacks.config.file_text import FOLDER
from iam_stacks.config.policy import Policy, part_name
from iam_stacks.config.provider import Provider
from iam_stacks.config.quotas import Quotas
from iam_stacks.config.source import Source
from iam_stacks.config.trust import Surroundings, Trust
from iam_stacks.policy import PolicyError, TrustPolicy, limits
from iam_stacks.policy.trust.value import ACCOUNT

Part = TypeVar("Part", bound=BaseModel)

_SOME_ANCHOR = "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/00000000-0000-0000-0000-000000000000"
"""As long as the ARN that the deployment will give to a trust anchor."""


def consequences(source: Source, folder: Path, account: str | None) -> list[Fault]:
    """Return the faults of parts together.

    Args:
        source: the file.
        folder: where files that it names are.
        account: the account deployed to, if it is known.
    """
    return [
        *_untrustworthy(source, folder, account),
        *_taken_names(source, folder),
        *_too_many_policies(source, folder),
    ]


def _untrustworthy(source: Source, folder: Path, account: str | None) -> Iterator[Fault]:
    surroundings = _surroundings(source, folder)
    quota = (_read(Quotas, _at(source, "quotas"), folder) or Quotas()).trust_policy_size
    for name, role in _mapping(source, "roles"):
        trust = _read(Trust, role.get("trust") if isinstance(role, dict) else None, folder)
        if trust is None or not trust.providers <= surroundings.providers.keys():
            continue
        path = ("roles", name, "trust")
        try:
            policy = trust.policy(surroundings)
            policy.deployed_to(account or ACCOUNT).render(size_quota=quota)
        except PolicyError as error:
            yield _fault(source, _nearest(source, path, str(error)), str(error))
        else:
            yield from _unregistered_audiences(source, path, policy, surroundings)


def _nearest(source: Source, path: KeyPath, problem: str) -> KeyPath:
    """Return the path of the key that the problem begins with, if there is one beneath the trust."""
    word = problem.partition(" ")[0]
    beneath = (known for known in source.places if known[: len(path)] == path and known[-1] == word)
    return next(beneath, path)


def _unregistered_audiences(
    source: Source, path: KeyPath, policy: TrustPolicy, surroundings: Surroundings
) -> Iterator[Fault]:
    for provider in surroundings.providers.values():
        key = f"{(provider.url or '').removeprefix('https://')}:aud"
        asked = [
            clause.values for statement in policy.statements for clause in statement.conditions if clause.key == key
        ]
        for audience in (each for values in asked for each in values if each not in provider.audiences):
            yield _fault(
                source,
                _nearest(source, path, "audience"),
                "the provider does not register this audience, so no token could be used",
                given=quote(audience),
                allowed=listing(list(provider.audiences)),
            )


def _taken_names(source: Source, folder: Path) -> Iterator[Fault]:
    taken = {name.casefold() for section in ("policies", "boundaries") for name, _ in _mapping(source, section)}
    for name, data in _mapping(source, "policies"):
        policy = _read(Policy, data, folder)
        for index in range(1, len(policy.documents()) if policy else 0):
            part = part_name(name, index)
            if part.casefold() in taken:
                problem = f"this policy is so long that it takes a second name, {part}, which another one has"
                yield _fault(source, ("policies", name), problem)


def _too_many_policies(source: Source, folder: Path) -> Iterator[Fault]:
    quotas = _read(Quotas, _at(source, "quotas"), folder) or Quotas()
    allowed = {
        "groups": limits.MANAGED_POLICIES_PER_GROUP.default,
        "users": quotas.managed_policies_per_user,
        "roles": quotas.managed_policies_per_role,
    }
    read = {name: _read(Policy, data, folder) for name, data in _mapping(source, "policies")}
    parts = {name: len(policy.documents()) for name, policy in read.items() if policy}
    for section, quota in allowed.items():
        for name, data in _mapping(source, section):
            given = data if isinstance(data, dict) else {}
            count = len(_listed(given, "managed_policies"))
            count += sum(parts.get(key, 1) for key in _listed(given, "policies") if isinstance(key, str))
            if count > quota:
                problem = f"this has {count} managed policies, and can have {quota}; put statements together"
                yield _fault(source, (section, name), problem)


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    listed = data.get(key)
    return listed if isinstance(listed, list) else []


def _surroundings(source: Source, folder: Path) -> Surroundings:
    providers = {name: _read(Provider, data, folder) for name, data in _mapping(source, "providers")}
    own = _at(source, "own_accounts")
    return Surroundings(
        providers={name: provider for name, provider in providers.items() if provider},
        own_accounts=tuple(filter(lambda each: isinstance(each, str), own if isinstance(own, list) else [])),
        trust_anchors=dict.fromkeys(providers, _SOME_ANCHOR),
    )


def _read(model: type[Part], data: Any, folder: Path) -> Part | None:
    """Return a part of the file as its model; None if it has faults, which are reported with all models."""
    try:
        return model.model_validate(data, context={FOLDER: folder})
    except ValidationError:
        return None


def _at(source: Source, section: str) -> Any:
    return source.data.get(section) if isinstance(source.data, dict) else None


def _mapping(source: Source, section: str) -> list[tuple[str, Any]]:
    data = _at(source, section)
    return list(data.items()) if isinstance(data, Mapping) else []


def _fault(source: Source, path: KeyPath, problem: str, **words: str) -> Fault:
    line, column = source.place(path)
    return Fault(line=line, column=column, key=dotted(path), problem=problem, **words)
