"""Checks over an app of your own, whatever constructs made it.

- An acknowledgement is of one finding at one thing. One that fits none, or more than one, is an error itself.
- Warnings of cdk-nag count as errors; those of `IamChecks` stay warnings.
"""

from aws_cdk import App, Stack

from iam_stacks import LambdaExecutionRole, attach_packs

app = App()
role = LambdaExecutionRole(Stack(app, "Reports"), "Worker", log_group="/aws/lambda/Worker")
attach_packs(app, role.expected_findings)
app.synth()
