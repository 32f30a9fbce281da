"""Making credentials of a user who is there."""

from iam_stacks.escalation.method import Gain, Method, Need, Over

_RHINO = "Rhino Security Labs, AWS IAM Privilege Escalation - Methods and Mitigation"

CREDENTIALS = (
    Method(
        id="create-access-key",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:CreateAccessKey"),),
        says="create an access key of {thing}",
        source=f"{_RHINO}, 4; pathfinding.cloud iam-002",
    ),
    Method(
        id="create-login-profile",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:CreateLoginProfile"),),
        says="give {thing} a console password",
        source=f"{_RHINO}, 5; pathfinding.cloud iam-004",
    ),
    Method(
        id="update-login-profile",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:UpdateLoginProfile"),),
        says="change the console password of {thing}",
        source=f"{_RHINO}, 6; pathfinding.cloud iam-006",
    ),
)
