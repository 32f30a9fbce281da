"""Small random accounts, in which much leads somewhere: two or three users, a group and two or three roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from tests.escalation.parts import LAMBDA, US, allow, function, group, policy, role, user

Json = Mapping[str, Any]

USERS, GROUPS, ROLES = ("u1", "u2"), ("g1",), ("r1", "r2", "r3")
_NEW_FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:*"
_FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f1"

_PLACES = {
    "user": ("user/u1", "user/u2", "user/*", "user/${aws:username}"),
    "group": ("group/g1", "group/*"),
    "role": ("role/r1", "role/r2", "role/r3", "role/*"),
    "policy": ("policy/p1", "policy/b-u1", "policy/b-*"),
}
_ACTIONS = {
    "iam:PutUserPolicy": "user",
    "iam:AttachUserPolicy": "user",
    "iam:CreateAccessKey": "user",
    "iam:DeleteUserPermissionsBoundary": "user",
    "iam:AddUserToGroup": "group",
    "iam:PutGroupPolicy": "group",
    "iam:AttachRolePolicy": "role",
    "iam:UpdateAssumeRolePolicy": "role",
    "iam:DeleteRolePermissionsBoundary": "role",
    "sts:AssumeRole": "role",
    "iam:CreatePolicyVersion": "policy",
}
_CONDITIONS: tuple[Json, ...] = (
    {},
    {},
    {},
    {"StringEquals": {"aws:PrincipalTag/t": "v1"}},
    {"StringNotEquals": {"aws:PrincipalTag/t": "v1"}},
    {"StringEquals": {"aws:ResourceTag/t": "v1"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}},
)


@dataclass(frozen=True)
class Facts:
    """An account, and what somebody has changed in it.

    Attributes:
        statements: of each user, group and role, and of the policy.
        trusts: the principal that each role trusts.
        boundaries: the statements of the boundary of those that have one.
        members: the members of the group.
        tags: the tag of each user and role.
        holders: those that the policy is attached to.
        given: the names of those that have been given everything, policies and boundaries among them.
        opened: for roles the users and roles that somebody has written into their trust policies.
    """

    statements: Mapping[str, tuple[Json, ...]]
    trusts: Mapping[str, Json]
    boundaries: Mapping[str, tuple[Json, ...]]
    members: frozenset[str]
    tags: Mapping[str, str]
    holders: frozenset[str]
    given: frozenset[str] = frozenset()
    opened: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def resources(self) -> dict[str, Any]:
        """The template."""
        found: dict[str, Any] = {}
        for name in USERS:
            groups = ["g1"] if name in self.members else []
            found |= user(name, *self._of(name), tags={"t": self.tags[name]}, Groups=groups, **self._bounded(name))
        for name in ROLES:
            found |= role(
                name, *self._of(name), trusts=self._trust(name), tags={"t": self.tags[name]}, **self._bounded(name)
            )
        found |= group("g1", *self._of("g1"))
        held = {
            kind: sorted(self.holders & {*names})
            for kind, names in (("Users", USERS), ("Groups", GROUPS), ("Roles", ROLES))
        }
        found |= policy("p1", *self._of("p1"), **held) | function("f1", "r3")
        for name, statements in self.boundaries.items():
            found |= policy(f"b-{name}", *(self._given(f"b-{name}") or statements))
        return found

    def _of(self, name: str) -> tuple[Json, ...]:
        return (*self.statements[name], *self._given(name)) or (allow("s3:GetBucketLocation", "*"),)

    def _given(self, name: str) -> tuple[Json, ...]:
        return (allow("*", "*"),) if name in self.given else ()

    def _bounded(self, name: str) -> dict[str, Any]:
        return {"PermissionsBoundary": {"Ref": f"b-{name}"}} if name in self.boundaries else {}

    def _trust(self, name: str) -> Json:
        added = [who for opened, who in self.opened if opened == name]
        arns = [f"arn:aws:iam::123456789012:{'user' if who in USERS else 'role'}/{who}" for who in sorted(added)]
        principal = dict(self.trusts[name])
        return principal | ({"AWS": [*([principal["AWS"]] if "AWS" in principal else []), *arns]} if arns else {})

    def without_boundary(self, name: str) -> Facts:
        """Return the same with one boundary less."""
        return replace(self, boundaries={key: value for key, value in self.boundaries.items() if key != name})


@st.composite
def statements(draw: st.DrawFn, effect: str) -> Json:
    """A statement about something that leads somewhere."""
    kind = draw(st.sampled_from(("one", "one", "one", "one", "one", "passing", "running", "wide")))
    if kind == "passing":
        condition = draw(st.sampled_from(({}, {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}})))
        place: Any = ["role/r2", "role/r3"]
        actions: Any = "iam:PassRole"
        found = allow(actions, place, **condition)
        return {**found, "Effect": effect}
    condition = draw(st.sampled_from(_CONDITIONS))
    if kind == "running":
        found = allow(["lambda:CreateFunction", "lambda:InvokeFunction"], _NEW_FUNCTION, **condition)
    elif kind == "wide":
        action = draw(st.sampled_from(("iam:Put*", "iam:*Policy", "iam:*User*", "lambda:UpdateFunctionCode", "sts:*")))
        found = allow(action, draw(st.sampled_from(("*", "user/u?", "role/r*", _FUNCTION))), **condition)
    else:
        action = draw(st.sampled_from(sorted(_ACTIONS)))
        found = allow(action, draw(st.sampled_from(_PLACES[_ACTIONS[action]])), **condition)
    return {**found, "Effect": effect}


_EFFECTS = ("Allow", "Allow", "Allow", "Allow", "Deny")


@st.composite
def listed(draw: st.DrawFn, *, most: int = 3, effects: tuple[str, ...] = _EFFECTS) -> tuple[Json, ...]:
    """The statements of somebody."""
    count = draw(st.integers(0, most))
    return tuple(draw(statements(draw(st.sampled_from(effects)))) for _ in range(count))


@st.composite
def accounts(draw: st.DrawFn, *, denies_in_groups: bool = True) -> Facts:
    """An account."""
    shared = _EFFECTS if denies_in_groups else ("Allow",)
    found: dict[str, tuple[Json, ...]] = {name: draw(listed()) for name in (*USERS, *ROLES)}
    found |= {name: draw(listed(most=2, effects=shared)) for name in ("g1", "p1")}
    if draw(st.booleans()):
        found[draw(st.sampled_from((*USERS, *ROLES, "g1")))] = (allow("*", "*"),)
    bounded = draw(st.sets(st.sampled_from((*USERS, *ROLES)), max_size=2))
    return Facts(
        statements=found,
        trusts={
            name: draw(st.sampled_from((US, LAMBDA, {"AWS": "arn:aws:iam::123456789012:user/u1"}))) for name in ROLES
        },
        boundaries={name: draw(boundaries()) for name in sorted(bounded)},
        members=frozenset(draw(st.sets(st.sampled_from(USERS)))),
        tags={name: draw(st.sampled_from(("v1", "v2"))) for name in (*USERS, *ROLES)},
        holders=frozenset(draw(st.sets(st.sampled_from((*USERS, *GROUPS, *ROLES)), max_size=2))),
    )


@st.composite
def boundaries(draw: st.DrawFn) -> tuple[Json, ...]:
    """The statements of a boundary: wide ones with something left out, or narrow ones."""
    wide = ({"Effect": "Allow", "NotAction": draw(st.sampled_from(("iam:Put*", "iam:*", "sts:*"))), "Resource": "*"},)
    return draw(st.sampled_from((wide, (allow("*", "*"),)))) if draw(st.booleans()) else draw(listed(most=3)) or wide
