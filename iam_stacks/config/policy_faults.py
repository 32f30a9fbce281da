"""What is wrong with policies and boundaries together with their names, or with who has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iam_stacks.config.boundary import Boundary
from iam_stacks.config.fault import Fault
from iam_stacks.config.parts import Parts
from iam_stacks.config.policy import part_name
from iam_stacks.policy import limits


def policy_faults(parts: Parts) -> Iterator[Fault]:
    """Yield the faults: a name that is taken, more policies than a principal can have, a boundary that is too long."""
    yield from _taken_names(parts)
    yield from _too_many_policies(parts)
    yield from _too_long_boundaries(parts)


def _taken_names(parts: Parts) -> Iterator[Fault]:
    taken = {name.casefold() for section in ("policies", "boundaries") for name, _ in parts.items(section)}
    for name, policy in parts.policies.items():
        for index in range(1, len(policy.documents())):
            part = part_name(name, index)
            if part.casefold() in taken:
                problem = f"this policy is so long that it takes a second name, {part}, which another one has"
                yield parts.fault(("policies", name), problem)


def _too_many_policies(parts: Parts) -> Iterator[Fault]:
    allowed = {
        "groups": limits.MANAGED_POLICIES_PER_GROUP.default,
        "users": parts.quotas.managed_policies_per_user,
        "roles": parts.quotas.managed_policies_per_role,
    }
    taken = {name: len(policy.documents()) for name, policy in parts.policies.items()}
    for section, quota in allowed.items():
        for name, data in parts.items(section):
            role = parts.roles.get(name) if section == "roles" else None
            # IAM counts a policy once, however often it is named.
            of_aws = {*_texts(data, "managed_policies"), *(role.managed_by_kind if role else ())}
            ours = sum(taken.get(key, 1) for key in _texts(data, "policies"))
            group = parts.groups.get(name) if section == "groups" else None
            by_us = bool(role and role.has_rights_of_its_own) + bool(group and group.mfa)
            count = len(of_aws) + ours + by_us
            if count > quota:
                counted = " with the one for mfa" if group and group.mfa else ""
                problem = f"this has {count} managed policies{counted}, and can have {quota}; put statements together"
                yield parts.fault((section, name), problem)


def _texts(data: Any, key: str) -> list[str]:
    listed = data.get(key) if isinstance(data, dict) else None
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []


def _too_long_boundaries(parts: Parts) -> Iterator[Fault]:
    for name, boundary in parts.section(Boundary, "boundaries").items():
        size = boundary.least_size(name)
        if size > limits.MANAGED_POLICY_SIZE:
            problem = f"the boundary has {size:,} characters, and cannot be split"
            yield parts.fault(("boundaries", name), problem, allowed=f"{limits.MANAGED_POLICY_SIZE:,} or less")
