"""A team administers itself beneath a path, and may be given S3 and nothing else.

- Holders create users and roles with this same boundary only; they can neither edit it nor take it off.
- Actions that lead out of a boundary are refused: those of IAM and STS themselves, of other identities
  (`organizations:*`, `sso:*`), and of services that act with a role of their own (`cloudformation:*`).
- What must hold in any case is denied outright, so that resource-based policies cannot get around it.

[Boundaries](../boundaries.md) says what holders can do, and what no boundary can hold.
"""

from aws_cdk import App, Stack

from iam_stacks import DelegatedAdminBoundary, IamGroup, IamUser

stack = Stack(App(), "Team")
boundary = DelegatedAdminBoundary(
    stack, "Boundary", managed_policy_name="TeamBoundary", delegated_path="/team/", allowed_actions=["s3:*"]
)
leads = IamGroup(stack, "TeamLeads")
lead = IamUser(stack, "TeamLead", path="/team/", groups=[leads], permissions_boundary=boundary)
