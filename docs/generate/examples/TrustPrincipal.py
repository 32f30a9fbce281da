"""A role that a construct of CDK makes by itself, or CDK's own role, with a trust policy of ours.

- Used as the principal of any other statement it stops the synthesis, since that statement would drop the conditions.
- Without `account`, every account that is written out is foreign.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import TrustPolicy, TrustPrincipal

stack = Stack(App(), "Builds")
trust = TrustPolicy.code_build(project="Website")
role = iam.Role(stack, "Build", assumed_by=TrustPrincipal(trust, account=stack.account, partition=stack.partition))
