"""Assuming a role that is there."""

from iam_stacks.escalation.method import Gain, Method, Need, Over

ASSUMING = (
    Method(
        id="assume-role",
        gain=Gain.ACT,
        over=Over.ROLE,
        needs=(Need(action="sts:AssumeRole"),),
        says="assume {thing}",
        source="pathfinding.cloud sts-001",
    ),
    Method(
        id="update-assume-role-policy",
        gain=Gain.ACT,
        over=Over.ROLE,
        needs=(Need(action="iam:UpdateAssumeRolePolicy"), Need(action="sts:AssumeRole", opened=True)),
        says="make {thing} trust it, and assume {thing}",
        source=(
            "Rhino Security Labs, AWS IAM Privilege Escalation - Methods and Mitigation, 14; pathfinding.cloud iam-012"
        ),
    ),
)
