"""A list of statements, attached to a role; were it too long for one policy, it would become several.

- No policy exceeds the quota, which AWS would refuse at deployment only, and no statement is lost or widened.
- More policies than the principal can have are refused at once, with its name.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import InstanceRole, ManagedPolicies

stack = Stack(App(), "Servers")
role = InstanceRole(stack, "Server")
statements = [
    iam.PolicyStatement(sid="ReadReport", actions=["s3:GetObject"], resources=["arn:aws:s3:::example-data/report"]),
    iam.PolicyStatement(sid="ListReports", actions=["s3:ListBucket"], resources=["arn:aws:s3:::example-data"]),
]
ManagedPolicies(stack, "Reports", statements=statements).attach_to(role)
