"""In a test of an app of your own."""

from aws_cdk import App, Stack, Validations

from iam_stacks import IamChecks, assert_no_stale_acknowledgements

app = App()
Stack(app, "Reports")
Validations.of(app).add_plugins(IamChecks())
assert_no_stale_acknowledgements(app.synth().directory)
