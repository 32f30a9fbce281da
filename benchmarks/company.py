"""Generated templates: the users, groups, roles and functions of a company, some of whom can become administrator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from benchmarks.resources import (
    FUNCTION,
    ROOT,
    WITHOUT_MFA,
    allow,
    arn,
    boundary,
    delegated,
    function,
    identity,
    own,
    trust,
)
from benchmarks.statements import Json

GROUPS: Final = 0.06
ROLES: Final = 0.2
"""For each user."""
BOUNDARIES: Final = 20
ADMINISTRATORS: Final = "administrators"
ADMINISTRATOR: Final = "administrator"
"""The group and the role that AWS's AdministratorAccess is attached to."""

_PER_TEMPLATE = 500
"""CloudFormation User Guide, "Understand CloudFormation quotas": resources in a template."""
_BLOCK = 50
"""Of each so many users, and of each so many roles, the first few are of a special kind."""
_CHAIN = (1, 2, 3)
_LAMBDA = "lambda.amazonaws.com"
_SERVICES = ("ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "states.amazonaws.com", "codebuild.amazonaws.com")


def company(users: int, seed: int = 1) -> tuple[list[Json], frozenset[str]]:
    """Return the templates of a company, and the ARNs of those who can become administrator without being one.

    Each user and role has a document of its own, and each role a trust policy of its own. A user is in two or three
    groups, half of which deny what is done without MFA. A third of the others has a boundary, a tenth of the roles runs
    a function, and a tenth of the users may assume roles. Of each fifty roles three are a chain, whose first may assume
    the administrator, and two may give users any permission. Of each fifty users five can become administrator: by the
    chain, by a role that they pass to a function, by the code of a function, by their own policies, by a group.

    Args:
        users: how many; at least 50.
        seed: of everything that is drawn.
    """
    made = _Company(users, random.Random(seed))
    resources = {f"Resource{number}": resource for number, resource in enumerate(made)}
    ids = list(resources)
    starts = range(0, len(ids), _PER_TEMPLATE)
    templates = [{"Resources": {id: resources[id] for id in ids[at : at + _PER_TEMPLATE]}} for at in starts]
    return templates, frozenset(made.climbers)


class _Company:
    """Makes resources, one after the other.

    Attributes:
        climbers: the ARNs of those made up to now who can become administrator without being one.
    """

    def __init__(self, users: int, draw: random.Random) -> None:
        self._draw = draw
        self._users, self._groups, self._roles = users, round(users * GROUPS), round(users * ROLES)
        self.climbers: set[str] = set()

    def __iter__(self) -> Iterator[Json]:
        """Yield every resource."""
        administrators = {"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}
        chains = trust({"AWS": [arn("role", f"role-{first:04}") for first in range(1, self._roles, _BLOCK)]})
        yield from (boundary(f"boundary-{number:02}") for number in range(BOUNDARIES))
        yield identity("Group", ADMINISTRATORS, **administrators)
        yield identity("Role", ADMINISTRATOR, AssumeRolePolicyDocument=chains, **administrators)
        for number in range(1, self._groups):
            name = f"group-{number:04}"
            yield identity("Group", name, Policies=own(self._draw, name, *[WITHOUT_MFA] * (number % 2)))
        for number in range(1, self._roles):
            yield from self._role(number)
        yield from map(self._user, range(self._users))

    def _role(self, number: int) -> Iterator[Json]:
        name = f"role-{number:04}"
        who, mine = self._kind(number)
        self.climbers |= {arn("role", name)} if number % _BLOCK in _CHAIN else set()
        asked = {} if mine or who is not ROOT else {"StringEquals": {"sts:ExternalId": name}}
        policies, bounded = own(self._draw, name, *mine), self._boundary(not mine and number % 3 == 0)
        yield identity("Role", name, AssumeRolePolicyDocument=trust(who, **asked), Policies=policies, **bounded)
        if number % 10 == 5:
            yield function(name)

    def _kind(self, number: int) -> tuple[Json, tuple[Json, ...]]:
        """Return whom a role trusts, and the statements by which it gains, or gives, power."""
        place = number % _BLOCK
        if place in _CHAIN:
            above = ADMINISTRATOR if place == 1 else f"role-{number - 1:04}"
            return ROOT, (allow("sts:AssumeRole", arn("role", above)),)
        if place in (4, 5):
            return {"Service": _LAMBDA}, (allow("iam:PutUserPolicy", arn("user", "*")),)
        if number % 10 == 5:
            return {"Service": _LAMBDA}, ()
        return ({"Service": _SERVICES[number // 2 % len(_SERVICES)]} if number % 2 else ROOT), ()

    def _user(self, number: int) -> Json:
        name, place = f"user-{number:04}", number % _BLOCK
        ways = self._ways(name, number)
        self.climbers |= {arn("user", name)} if place in ways else set()
        mine = ways.get(place) or self._ordinary(number)
        joined = self._draw.sample(range(1, self._groups), min(self._groups - 1, self._draw.randint(2, 3)))
        groups = [f"group-{group:04}" for group in sorted(joined)] if number else [ADMINISTRATORS]
        bounded = self._boundary(place not in ways and number % 3 == 1)
        return identity("User", name, Groups=groups, Policies=own(self._draw, name, *mine), **bounded)

    def _ways(self, name: str, number: int) -> dict[int, tuple[Json, ...]]:
        """Return the statements that lead to an administrator, by the place of the user who has them."""
        block = int(number * ROLES) // _BLOCK * _BLOCK
        last, passed, running = (f"role-{block + place:04}" for place in (3, 4, 5))
        passing = allow("iam:PassRole", arn("role", passed), StringEquals={"iam:PassedToService": _LAMBDA})
        return {
            1: (allow("sts:AssumeRole", arn("role", last)),),
            2: (passing, allow(["lambda:CreateFunction", "lambda:InvokeFunction"], f"{FUNCTION}{name}-*")),
            3: (allow(["lambda:UpdateFunctionCode", "lambda:InvokeFunction"], FUNCTION + running),),
            4: (allow("iam:PutUserPolicy", arn("user", "${aws:username}")),),
            5: (allow("iam:AddUserToGroup", arn("group", ADMINISTRATORS)),),
        }

    def _ordinary(self, number: int) -> tuple[Json, ...]:
        """Return the statements of somebody who makes roles within a boundary, or may assume roles; mostly none."""
        if number == 6:
            return delegated("delegated/", "boundary-00")
        if number % 10 != 8:
            return ()
        drawn = [role for role in self._draw.sample(range(self._roles), 3) if not 1 <= role % _BLOCK <= 5]
        return (
            allow("sts:AssumeRole", [arn("role", "reader-*"), *(arn("role", f"role-{role:04}") for role in drawn)]),
        )

    def _boundary(self, bounded: bool) -> Json:
        name = f"boundary-{self._draw.randrange(BOUNDARIES):02}"
        return {"PermissionsBoundary": arn("policy", name)} if bounded else {}
