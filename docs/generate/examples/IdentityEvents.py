"""Notices of changes to identities as they happen, in a queue.

- A notice says who did what to whom, when and from where, and which event of CloudTrail has the rest. It has no secret,
  no policy, and nothing in which somebody could put a quote that keeps it from being sent.
- Only calls that succeeded are told; of the root user also what failed.
- IAM tells EventBridge in one Region of a partition only, `us-east-1` in most accounts: in another one the construct is
  refused, and a stack whose Region is not known refuses to be deployed there.
- STS tells of a session in the Region where it was given: have `IdentityAlarms` beside it, which know all Regions.
- What the topic does not take stays in a queue for 14 days.
"""

from aws_cdk import App, Environment, Stack

from iam_stacks import IdentityEvents, IdentityNotices

stack = Stack(App(), "Monitoring", env=Environment(region="us-east-1"))
notices = IdentityNotices(stack, "Notices")
notices.to_queue()
events = IdentityEvents(
    stack,
    "Events",
    topic=notices,
    break_glass_roles=["emergency/BreakGlass"],
    leave_out=["IdentitiesChanged"],
)
