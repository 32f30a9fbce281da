"""Alarms on a trail, told to a team by e-mail and to a program by a queue.

- All 15 things that the CIS benchmark wants watched are, with the very filters that Security Hub looks for, and beyond
  them what a thief of identities does: a new key or password, another MFA device, a rewritten trust policy, a boundary
  removed, a session as root, an exemption from rotation. `leave_out` takes names of `alarms`.
- Each event counts: an alarm is on the sum, from the first one on, and no default value dilutes it.
- Topic and queues are encrypted with one customer managed key, and TLS only. Policies let in alarms of the account.
- AWS asks each address to confirm. A queue needs no confirmation; what its reader fails to process is kept apart.
- If nobody is told, CDK warns: `iam-stacks:alarms-without-subscriber`.
- For a trail that is there, give `logs.LogGroup.from_log_group_name(...)`, in a stack of the trail's home Region.
- For another topic: `topic=`. If it is encrypted, its key must let CloudWatch use it.
"""

from aws_cdk import App, Stack

from iam_stacks import IamTrail, IdentityAlarms

stack = Stack(App(), "Monitoring")
trail = IamTrail(stack, "Trail")
alarms = IdentityAlarms(
    stack,
    "Alarms",
    log_group=trail.log_group,
    emails=["security@example.com"],
    queue=True,
    break_glass_roles=["emergency/BreakGlass"],
    leave_out=["VpcChanged"],
)
