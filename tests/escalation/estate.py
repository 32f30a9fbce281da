"""For any method a small account in which one principal can use it to become administrator, and ways to mend that.

Names say nothing; what is allowed is split over two policies, and each statement is about the very resource.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from iam_stacks.account.load import load
from iam_stacks.escalation.method import ANYTHING, ROLE, THING, Gain, Method, Need, Over
from iam_stacks.policy.symbol import show_symbols
from tests.escalation.conftest import ACCOUNT
from tests.escalation.workloads import WORKLOADS

Json = Mapping[str, Any]

EVERYTHING: Json = {"Effect": "Allow", "Action": "*", "Resource": "*"}
NOTHING_MUCH: Json = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::d5/*"}
ELSEWHERE = "arn:aws:iam::999999999999:root"
UNUSED = "chatbot.amazonaws.com"
_IAM = f"arn:aws:iam::{ACCOUNT}:"
_NAMES = {Over.USER: "user/u3", Over.GROUP: "group/g3", Over.ROLE: "role/r3", Over.POLICY: "policy/p3"}


@dataclass(frozen=True, kw_only=True)
class Allow:
    """A statement that allows one action on one resource, or on one of several."""

    action: str
    resource: str
    condition: Json | None = None

    def statement(self, method: Method) -> Json:
        condition = {"Condition": self.condition} if self.condition else {}
        arn, written = ("", "") if isinstance(method.over, Over) else _workload(method.over)
        resource = written if self.resource == arn else {"Fn::Sub": self.resource}
        return {"Effect": "Allow", "Action": self.action, "Resource": resource, **condition}


@dataclass(frozen=True, kw_only=True)
class Estate:
    """An account.

    Attributes:
        method: the method.
        allows: what the actor is allowed, in the order of the method's needs.
        denies: what it is denied.
        boundary: the statements of its boundary; None if it has none.
        trust: the principal that the role trusts.
        profile: the roles of the instance profile; None if there is none.
    """

    method: Method
    allows: tuple[Allow, ...]
    trust: Json
    denies: tuple[Json, ...] = ()
    boundary: tuple[Json, ...] | None = None
    profile: tuple[str, ...] | None = None

    @property
    def actor(self) -> str:
        """The ARN of who can become administrator: a role where the method is about roles themselves."""
        return _IAM + ("role/r7" if _is_role(self.method) else "user/u7")

    @property
    def target(self) -> str:
        """The ARN of whose power is gained."""
        if self.method.gain is Gain.ACT:
            return _IAM + ("user/u3" if self.method.over is Over.USER else "role/r3")
        return self.actor

    @property
    def done(self) -> list[tuple[str, str]]:
        """What the actor does, and to what; and the service, which assumes the role."""
        own = [(need.action, _allow(self.method, need).resource) for need in self.method.needs]
        return own + ([("sts:AssumeRole", f"{_IAM}role/r3")] if self.method.service else [])

    @property
    def resources(self) -> dict[str, Any]:
        """The resources of the template."""
        return {
            "A7": _actor(self),
            **_policies(self),
            **_boundary(self),
            **_targets(self),
        }


def vulnerable(method: Method) -> Estate:
    """Return the account in which the actor can use the method.

    To assume a role whose trust policy names the actor needs no more: it is allowed nothing where it writes that.
    """
    allows = tuple(_allow(method, need) for need in method.needs if not need.opened)
    return Estate(
        method=method,
        allows=allows,
        trust=_trusted(method),
        boundary=() if method.gain is Gain.UNBOUND else None,
        profile=("r3",) if method.in_profile else None,
    )


def mended(method: Method) -> Iterator[tuple[str, Estate]]:
    """Yield what mends the account, each with words for it."""
    estate = vulnerable(method)
    for need in method.needs:
        yield f"{need.action} denied", replace(estate, denies=(_deny(method, need),))
    for index, allow in enumerate(estate.allows):
        yield f"{allow.action} on something else", _with(estate, index, replace(allow, resource=_else(method, index)))
        yield f"without {allow.action}", replace(estate, allows=estate.allows[:index] + estate.allows[index + 1 :])
        yield f"{allow.action} for another tag", _with(estate, index, _conditioned(allow, FAILING))
        if method.gain is not Gain.UNBOUND:
            beyond = {"Effect": "Allow", "NotAction": allow.action, "Resource": "*"}
            yield f"{allow.action} beyond the boundary", replace(estate, boundary=(beyond,))
        for key in _needed(method, index).context:
            yield f"{allow.action} for another {key}", _with(estate, index, _conditioned(allow, _other(key)))
    if method.service or _is_assumed(method):
        yield "trusts another service", replace(estate, trust={"Service": UNUSED})
        yield "trusts another account", replace(estate, trust={"AWS": ELSEWHERE})
    if method.in_profile:
        yield "in no profile", replace(estate, profile=None)
        yield "profile of another role", replace(estate, profile=("r5",))


def undecided(method: Method) -> Iterator[tuple[str, Estate]]:
    """Yield accounts in which the power depends on a condition key, each with the key."""
    estate = vulnerable(method)
    for index, allow in enumerate(estate.allows):
        yield "aws:SourceIp", _with(estate, index, _conditioned(allow, {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}))
        authenticated = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        yield "aws:MultiFactorAuthPresent", _with(estate, index, _conditioned(allow, authenticated))


def overlapping(method: Method) -> Estate:
    """Return the account in which chosen resources are named by different patterns, which have names in common."""
    estate = vulnerable(method)
    for index, allow in enumerate(estate.allows):
        pattern = allow.resource.replace("n9", "n*" if index % 2 else "*9")
        estate = _with(estate, index, replace(allow, resource=pattern))
    return estate


FAILING: Json = {"StringEquals": {"aws:PrincipalTag/k": "v2"}}
"""What fails for the actor, whose tag has another value."""


def _allow(method: Method, need: Need) -> Allow:
    return Allow(action=need.action, resource=_resource(method, need), condition=_decided(need))


def _needed(method: Method, index: int) -> Need:
    return [need for need in method.needs if not need.opened][index]


def _with(estate: Estate, index: int, allow: Allow) -> Estate:
    return replace(estate, allows=(*estate.allows[:index], allow, *estate.allows[index + 1 :]))


def _conditioned(allow: Allow, condition: Json) -> Allow:
    merged = dict(allow.condition or {})
    for operator, keys in condition.items():
        merged[operator] = {**merged.get(operator, {}), **keys}
    return replace(allow, condition=merged)


def _deny(method: Method, need: Need) -> Json:
    return {**_allow(method, need).statement(method), "Effect": "Deny"}


def _else(method: Method, index: int) -> str:
    """Return another name; where no other need is about the same that is chosen any name would do, so another kind."""
    need = _needed(method, index)
    alone = "{new}" in need.on and [other.on for other in method.needs].count(need.on) == 1
    return "arn:aws:s3:::d6" if alone or need.on == ANYTHING else f"{_resource(method, need)}zz"


def _other(key: str) -> Json:
    """Return a condition that fails whatever the method makes of the key."""
    return {"StringLike": {key: "zz*"}}


def _is_role(method: Method) -> bool:
    return method.over is Over.ROLE and method.gain in (Gain.EMPOWER, Gain.UNBOUND)


def _is_assumed(method: Method) -> bool:
    """Whether the trust policy that the role has decides."""
    return any(
        need.action == "sts:AssumeRole" and not need.opened and need.on in (THING, ROLE) for need in method.needs
    )


def _trusted(method: Method) -> Json:
    if method.service:
        return {"Service": method.service}
    return {"AWS": f"{_IAM}root"} if _is_assumed(method) else {"Service": UNUSED}


def _resource(method: Method, need: Need) -> str:
    if need.on == ANYTHING:
        return "*"
    if need.on == ROLE:
        return f"{_IAM}role/r3"
    if need.on != THING:
        return need.on.format(partition="aws", region="eu-central-1", account=ACCOUNT, new="n9")
    if not isinstance(method.over, Over):
        return _workload(method.over)[0]
    if method.gain in (Gain.EMPOWER, Gain.UNBOUND) and method.over in (Over.USER, Over.ROLE):
        return _IAM + ("role/r7" if method.over is Over.ROLE else "user/u7")
    if method.gain is Gain.UNBOUND:
        return f"{_IAM}policy/b4"
    return _IAM + _NAMES[method.over]


@cache
def _workload(type_: str) -> tuple[str, Any]:
    """Return the ARN by which an account names the workload, and how a template writes it."""
    ways = ({"Ref": "W3"}, {"Fn::GetAtt": ["W3", "Arn"]})
    asked = [{"Effect": "Allow", "Action": "s3:*", "Resource": way} for way in ways]
    role = {"RoleName": "r3", "AssumeRolePolicyDocument": _document(), "Policies": [_inline("x", *asked)]}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.json"
        resources = {"R3": {"Type": "AWS::IAM::Role", "Properties": role}, **WORKLOADS[type_]}
        file.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
        account = load([file], account=ACCOUNT, region="eu-central-1")
    (workload,), (holder,) = account.workloads, account.roles
    named = zip(ways, holder.policies[0].document.statements, strict=True)
    written = [way for way, statement in named if statement.resources == (workload.arn,)]
    shown = show_symbols(workload.arn)
    return shown, written[0] if written else {"Fn::Sub": shown.replace("${W3}", "*")}


def _decided(need: Need) -> Json | None:
    """Return the condition that asks for what the method decides."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in need.context.items():
        values = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (value,)
        operator = "StringEquals" if values else "Null"
        wanted = str(values[0]).format(partition="aws", account=ACCOUNT) if values else "true"
        found.setdefault(operator, {})[key] = wanted
    return found or None


def _document(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _inline(name: str, *statements: Json) -> Json:
    return {"PolicyName": name, "PolicyDocument": _document(*statements)}


def _actor(estate: Estate) -> Json:
    properties: dict[str, Any] = {"Tags": [{"Key": "k", "Value": "v1"}]}
    if estate.boundary is not None:
        properties["PermissionsBoundary"] = {"Ref": "B"}
    if _is_role(estate.method):
        trust = {"Effect": "Allow", "Principal": {"Service": UNUSED}, "Action": "sts:AssumeRole"}
        properties |= {"RoleName": "r7", "AssumeRolePolicyDocument": _document(trust)}
        return {"Type": "AWS::IAM::Role", "Properties": properties}
    groups = ["g3"] if estate.method.over is Over.GROUP and estate.method.gain is not Gain.JOIN else []
    return {"Type": "AWS::IAM::User", "Properties": properties | {"UserName": "u7", "Groups": groups}}


def _policies(estate: Estate) -> dict[str, Any]:
    """Two policies; those of somebody who is to be freed of its boundary allow everything, each half of it."""
    unbound = estate.method.gain is Gain.UNBOUND
    first, second = [NOTHING_MUCH], [NOTHING_MUCH]
    if unbound:
        first += [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]
        second += [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]
    else:
        first += [allow.statement(estate.method) for allow in estate.allows[::2]]
        second += [allow.statement(estate.method) for allow in estate.allows[1::2]]
    holder = {"Roles": ["r7"]} if _is_role(estate.method) else {"Users": ["u7"]}
    named = {"X1": ("a1", first), "X2": ("a2", [*second, *estate.denies])}
    return {
        logical_id: {"Type": "AWS::IAM::Policy", "Properties": {**_inline(name, *statements), **holder}}
        for logical_id, (name, statements) in named.items()
    }


def _boundary(estate: Estate) -> dict[str, Any]:
    if estate.boundary is None:
        return {}
    freed = [allow.statement(estate.method) for allow in estate.allows] if estate.method.gain is Gain.UNBOUND else []
    document = _document(NOTHING_MUCH, *freed, *estate.boundary)
    return {
        "B": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"ManagedPolicyName": "b4", "PolicyDocument": document}}
    }


def _targets(estate: Estate) -> dict[str, Any]:
    method = estate.method
    if method.gain in (Gain.EMPOWER, Gain.JOIN):
        return _rewritten(estate)
    if method.gain is not Gain.ACT:
        return {}
    power = [_inline("x", EVERYTHING)]
    if method.over is Over.USER:
        return {"U3": {"Type": "AWS::IAM::User", "Properties": {"UserName": "u3", "Policies": power}}}
    trust = {"Effect": "Allow", "Principal": estate.trust, "Action": "sts:AssumeRole"}
    role = {"RoleName": "r3", "AssumeRolePolicyDocument": _document(trust), "Policies": power}
    found: dict[str, Any] = {"R3": {"Type": "AWS::IAM::Role", "Properties": role}}
    if estate.profile is not None:
        roles = {"InstanceProfileName": "i3", "Roles": list(estate.profile)}
        found["I3"] = {"Type": "AWS::IAM::InstanceProfile", "Properties": roles}
    if not isinstance(method.over, Over):
        found |= WORKLOADS[method.over]
    return found


def _rewritten(estate: Estate) -> dict[str, Any]:
    method = estate.method
    if method.over is Over.GROUP:
        power = EVERYTHING if method.gain is Gain.JOIN else NOTHING_MUCH
        return {"G3": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "g3", "Policies": [_inline("x", power)]}}}
    if method.over is Over.POLICY:
        held = {"ManagedPolicyName": "p3", "PolicyDocument": _document(NOTHING_MUCH), "Users": ["u7"]}
        return {"P3": {"Type": "AWS::IAM::ManagedPolicy", "Properties": held}}
    return {}
