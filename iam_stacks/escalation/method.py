"""A way to gain power: what somebody must be allowed to do, to what, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from iam_stacks.policy.context import ContextValue

THING: Final = "thing"
"""What the method is about: the user, group, role, policy or workload."""
ROLE: Final = "role"
"""The role that is gained: the one that is passed, or that a workload runs with."""
ANYTHING: Final = "*"
"""For actions that are not about one resource."""


class Gain(Enum):
    """What somebody has in the end."""

    ACT = "acts as"
    """The permissions of the user or role that it is about, or of the role that something runs with."""
    EMPOWER = "gives any permission to"
    """That those whom it is about are allowed everything, but for what a Deny or their boundary takes away."""
    UNBOUND = "takes the boundary from"
    """That those whom it is about have no permissions boundary any more."""
    JOIN = "joins"
    """That a user has the policies of the group that it is about."""
    CREATE = "creates"
    """A new principal with any permission, and its credentials."""


class Over(Enum):
    """What a method is about. For what runs with a role it is CloudFormation's type, as text."""

    USER = "user"
    GROUP = "group"
    ROLE = "role"
    POLICY = "policy"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, eq=False)
class Need:
    """An action that must be allowed.

    Attributes:
        action: such as `iam:PutUserPolicy`, as AWS writes it.
        on: THING, ROLE or ANYTHING; or the ARN of a resource that whoever does it may choose, with the places
            `{partition}`, `{region}`, `{account}` and `{new}`, a name of any kind:
            `arn:{partition}:lambda:{region}:{account}:function:{new}`. Needs of a method with the same text are
            about the same resource. Default: THING.
        context: the condition keys whose values the method decides, such as `iam:PassedToService`. With several
            values in a tuple one of them has to do.
        opened: whether the trust policy of the role is a new one, that names whoever does it.
    """

    action: str
    on: str = THING
    context: Mapping[str, ContextValue] = field(default_factory=dict)
    opened: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Method:
    """A way to gain power.

    Attributes:
        id: kebab-case, from the actions: `attach-user-policy`, `pass-role-lambda-create-function`.
        gain: what it gives.
        over: what it is about: users, groups, roles, customer-managed policies, or CloudFormation's type of the
            workloads whose roles it gains; NOTHING if everything that it needs is chosen.
        needs: what must be allowed, all of it, in the order in which it is done.
        says: what somebody can do, after "can": `attach AdministratorAccess to {thing}`; the places are `{thing}`,
            `{role}` and, for JOIN, `{user}`.
        service: the service that runs with the role, which the role must trust: `lambda.amazonaws.com`; None for
            methods without one.
        in_profile: whether the role must be in an instance profile.
        source: where it is published: the author or site, the title, and its number or name there.
    """

    id: str
    gain: Gain
    over: Over | str
    needs: tuple[Need, ...]
    says: str
    source: str
    service: str | None = None
    in_profile: bool = False

    @cached_property
    def chosen(self) -> Mapping[str, tuple[Need, ...]]:
        """The resources that whoever does it chooses, as the needs have them, each with its needs."""
        found: dict[str, tuple[Need, ...]] = {}
        for need in self.needs:
            if need.on not in (THING, ROLE, ANYTHING):
                found[need.on] = (*found.get(need.on, ()), need)
        return found
