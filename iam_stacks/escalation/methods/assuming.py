"""Assuming a role that is there."""

from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.methods.sources import PATHFINDING, RHINO

ASSUMING = (
    Method(
        id="assume-role",
        gain=Gain.ACT,
        over=Over.ROLE,
        needs=(Need(action="sts:AssumeRole"),),
        says="assume {thing}",
        source=f"{PATHFINDING} sts-001",
    ),
    Method(
        id="update-assume-role-policy",
        gain=Gain.ACT,
        over=Over.ROLE,
        needs=(Need(action="iam:UpdateAssumeRolePolicy"), Need(action="sts:AssumeRole", opened=True)),
        says="make {thing} trust it, and assume {thing}",
        source=f"{RHINO} 14; {PATHFINDING} iam-012",
    ),
)
