"""Steps of paths, for tests of what is made of them."""

from iam_stacks.escalation.method import ROLE, Gain, Method, Need, Over
from iam_stacks.escalation.path import Done, Hop
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.symbol import symbol

ARN = "arn:aws:iam::123456789012:"
JOIN = Method(
    id="add-user-to-group",
    gain=Gain.JOIN,
    over=Over.GROUP,
    needs=(Need(action="iam:AddUserToGroup"),),
    says="join {thing}",
    source="a test",
)
RUN = Method(
    id="pass-role-and-run",
    gain=Gain.ACT,
    over=Over.ROLE,
    needs=(Need(action="iam:PassRole", on=ROLE), Need(action="lambda:CreateFunction", on="*")),
    says="run a function as {role}",
    source="a test",
)
ALLOWS = Reason("U/Inline", 2, "Join", "Allow")
STEPS = (
    Hop(
        actor=f"{ARN}user/JohnDoe",
        to=f"{ARN}user/JohnDoe",
        thing=f"{ARN}group/Staff",
        method=JOIN,
        done=(Done(action="iam:AddUserToGroup", resource=f"{ARN}group/Staff", statements=(ALLOWS,)),),
    ),
    Hop(
        actor=f"{ARN}user/JohnDoe",
        to=f"{ARN}role/{symbol('R')}",
        thing=f"{ARN}role/{symbol('R')}",
        method=RUN,
        done=(
            Done(
                action="iam:PassRole",
                resource=f"{ARN}role/{symbol('R')}",
                statements=(Reason(f"{ARN}policy/{symbol('P')}", 0, None, "Allow"),),
                depends_on=("aws:SourceIp",),
            ),
            Done(
                action="lambda:CreateFunction",
                resource="*",
                statements=(
                    Reason(f"{ARN}policy/{symbol('P')}", 0, None, "Allow"),
                    Reason("boundary", None, None, "implicitDeny"),
                ),
            ),
        ),
    ),
)
"""Two: by an inline policy of a user, and by a managed policy, twice."""
