"""Making credentials of a user who is there."""

from iam_stacks.escalation.method import Gain, Method, Need, Over
from iam_stacks.escalation.methods.sources import PATHFINDING, RHINO

CREDENTIALS = (
    Method(
        id="create-access-key",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:CreateAccessKey"),),
        says="create an access key of {thing}",
        source=f"{RHINO} 4; {PATHFINDING} iam-002",
    ),
    Method(
        id="create-login-profile",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:CreateLoginProfile"),),
        says="give {thing} a console password",
        source=f"{RHINO} 5; {PATHFINDING} iam-004",
    ),
    Method(
        id="update-login-profile",
        gain=Gain.ACT,
        over=Over.USER,
        needs=(Need(action="iam:UpdateLoginProfile"),),
        says="change the console password of {thing}",
        source=f"{RHINO} 6; {PATHFINDING} iam-006",
    ),
)
