"""Our rules alone, over an app of any constructs.

- All rules are on, and quotas are AWS's own.
- Errors fail the synthesis. An acknowledgement accepts one finding at one construct, and no other.
"""

from aws_cdk import App, Stack, Validations
from aws_cdk import aws_iam as iam

from iam_stacks import IamChecks

app = App()
stack = Stack(app, "Reports")
iam.Role(stack, "Worker", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
Validations.of(app).add_plugins(IamChecks(quotas={"managed-policies-per-role": 25}))
app.synth()
