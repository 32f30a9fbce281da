"""A group that reads one bucket, by a policy of your own.

- Permissions are managed policies only, never inline: what `grant_*` methods of CDK give to the group lands in a
  managed policy of the group's own. Inline policies are findings in three packs of cdk-nag.
- Statements are packed into as many policies as they need, and more policies than a group can have are refused at
  once.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import IamGroup, IamUser

stack = Stack(App(), "Identities")
read = iam.PolicyStatement(actions=["s3:GetObject"], resources=["arn:aws:s3:::example-data/report"])
policy = iam.ManagedPolicy(stack, "ReadReport", statements=[read])
group = IamGroup(stack, "Readers", policies=[policy])
IamUser(stack, "JaneRoe", groups=[group])
