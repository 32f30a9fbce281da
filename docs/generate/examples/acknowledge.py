"""A policy of AWS that is accepted at one group, where `IamChecks` is the only pack."""

from aws_cdk import App, Stack, Validations
from aws_cdk import aws_iam as iam

from iam_stacks import IamChecks, acknowledge

app = App()
policy = iam.ManagedPolicy(Stack(app, "Data"), "Copy", managed_policy_name="Copy")
policy.add_statements(iam.PolicyStatement(sid="Queues", actions=["sqs:*"], resources=["*"]))
acknowledge(policy, rule="full-service-access", finding="Copy.Queues sqs", reason="it sets up a whole account")
Validations.of(app).add_plugins(IamChecks())
app.synth()
