"""A queue that is known by its ARN only, with the key that encrypts it.

- The rights of a source are about that source alone, and about the key that encrypts it.
- What is a wildcard, since AWS has no narrower form, says so with a reason.
"""

from aws_cdk import App, Stack

from iam_stacks import EventSource, LambdaExecutionRole

stack = Stack(App(), "Reports")
orders = EventSource.queue(
    "arn:aws:sqs:eu-central-1:111122223333:Orders",
    key_arn="arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
)
role = LambdaExecutionRole(stack, "Worker", event_sources=[orders])
