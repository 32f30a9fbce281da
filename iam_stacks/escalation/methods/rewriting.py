"""Giving permissions to who is there: policies, versions of them, boundaries, groups."""

from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.methods.sources import HACKING_THE_CLOUD, PATHFINDING, RHINO

_WIDE = "arn:{partition}:iam::aws:policy/AdministratorAccess"


def _empower(action: str, over: Over, says: str, source: str, policy: str | None = None) -> Method:
    context = {"iam:PolicyARN": policy} if policy else {}
    return _rewrite(Need(action=f"iam:{action}", context=context), Gain.EMPOWER, over, says, source)


def _unbound(action: str, over: Over, says: str, source: str, boundary: str | None = None) -> Method:
    context = {"iam:PermissionsBoundary": boundary} if boundary else {}
    return _rewrite(Need(action=f"iam:{action}", context=context), Gain.UNBOUND, over, says, source)


def _rewrite(need: Need, gain: Gain, over: Over, says: str, source: str) -> Method:
    return Method(id=_kebab(need.action), gain=gain, over=over, needs=(need,), says=says, source=source)


def _kebab(action: str) -> str:
    """Return `attach-user-policy` for `iam:AttachUserPolicy`."""
    name = action.partition(":")[2]
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


REWRITING = (
    _empower(
        "AttachUserPolicy",
        Over.USER,
        "attach AdministratorAccess to {thing}",
        f"{RHINO} 7; {PATHFINDING} iam-008",
        policy=_WIDE,
    ),
    _empower(
        "AttachGroupPolicy",
        Over.GROUP,
        "attach AdministratorAccess to {thing}",
        f"{RHINO} 8; {PATHFINDING} iam-010",
        policy=_WIDE,
    ),
    _empower(
        "AttachRolePolicy",
        Over.ROLE,
        "attach AdministratorAccess to {thing}",
        f"{RHINO} 9; {PATHFINDING} iam-009",
        policy=_WIDE,
    ),
    _empower(
        "PutUserPolicy",
        Over.USER,
        "put an inline policy that allows everything in {thing}",
        f"{RHINO} 10; {PATHFINDING} iam-007",
    ),
    _empower(
        "PutGroupPolicy",
        Over.GROUP,
        "put an inline policy that allows everything in {thing}",
        f"{RHINO} 11; {PATHFINDING} iam-011",
    ),
    _empower(
        "PutRolePolicy",
        Over.ROLE,
        "put an inline policy that allows everything in {thing}",
        f"{RHINO} 12; {PATHFINDING} iam-005",
    ),
    _empower(
        "CreatePolicyVersion",
        Over.POLICY,
        "make a version of {thing} that allows everything the default",
        f"{RHINO} 1; {PATHFINDING} iam-001",
    ),
    Method(
        id="create-policy-version-of-boundary",
        gain=Gain.UNBOUND,
        over=Over.POLICY,
        needs=(Need(action="iam:CreatePolicyVersion"),),
        says="make a version of the permissions boundary {thing} that allows everything the default",
        source="IAM User Guide, Permissions boundaries for IAM entities, Delegating responsibility to others",
    ),
    _unbound(
        "DeleteUserPermissionsBoundary",
        Over.USER,
        "take the permissions boundary from {thing}",
        f"{HACKING_THE_CLOUD} iam:DeleteUserPermissionsBoundary; {PATHFINDING} iam-022",
    ),
    _unbound(
        "DeleteRolePermissionsBoundary",
        Over.ROLE,
        "take the permissions boundary from {thing}",
        f"{HACKING_THE_CLOUD} iam:DeleteRolePermissionsBoundary; {PATHFINDING} iam-023",
    ),
    _unbound(
        "PutUserPermissionsBoundary",
        Over.USER,
        "set AdministratorAccess as the permissions boundary of {thing}",
        f"{HACKING_THE_CLOUD} iam:PutUserPermissionsBoundary",
        boundary=_WIDE,
    ),
    _unbound(
        "PutRolePermissionsBoundary",
        Over.ROLE,
        "set AdministratorAccess as the permissions boundary of {thing}",
        f"{HACKING_THE_CLOUD} iam:PutRolePermissionsBoundary",
        boundary=_WIDE,
    ),
    Method(
        id="add-user-to-group",
        gain=Gain.JOIN,
        over=Over.GROUP,
        needs=(Need(action="iam:AddUserToGroup"),),
        says="add {user} to {thing}",
        source=f"{RHINO} 13; {PATHFINDING} iam-013",
    ),
)
