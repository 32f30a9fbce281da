"""What a construct says of itself, before anybody has accepted it."""

from aws_cdk import App, Stack

from iam_stacks import ExpectedFinding, LambdaExecutionRole

role = LambdaExecutionRole(Stack(App(), "Reports"), "Worker", tracing=True)
(found,) = role.expected_findings
assert isinstance(found, ExpectedFinding)
assert (found.rule, found.finding) == ("IAM5", "Resource::*")
assert found.because
