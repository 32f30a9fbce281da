"""What must be true of an app, whatever it becomes.

- What is said of nobody is refused: it would be true, and prove nothing.
- A guarantee that is broken is an error; one that depends on what requests bring along is a warning.
"""

from aws_cdk import App, Stack, Validations
from aws_cdk import aws_iam as iam

from iam_stacks import Guarantee, IamChecks

app = App()
stack = Stack(app, "Reports")
worker = iam.Role(stack, "Worker", role_name="Worker", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
report = "arn:aws:s3:::example-data/report"
worker.add_to_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=[report]))
Validations.of(app).add_plugins(
    IamChecks(
        guarantees=[
            Guarantee(principals="role/Worker", can_only=["s3:GetObject"], on=[report]),
            Guarantee(principals="all", cannot=["iam:*"], through="escalation"),
        ]
    )
)
app.synth()
