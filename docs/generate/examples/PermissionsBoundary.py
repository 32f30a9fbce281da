"""The most that anybody in a stack may ever be allowed: to read.

- It grants nothing by itself.
- Statements that are too long for one policy are refused at once: there is no second boundary to put them in.
- With `apply_to`, synthesis fails if a role or a stage beneath cannot be reached.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import InstanceRole, PermissionsBoundary

stack = Stack(App(), "Servers")
read = iam.PolicyStatement(actions=["s3:GetObject", "s3:ListBucket"], resources=["*"])
boundary = PermissionsBoundary(stack, "ReadOnly", statements=[read])
role = InstanceRole(stack, "Server")
boundary.apply_to(stack)
