"""A function that writes to one log group and polls one queue.

- Lambda alone can assume the role.
- It has no right that no flag asks for: not even to write logs.
- Every right is about the one log group, queue, stream or key that it is for. Where AWS leaves no way around a
  wildcard, as with the network interfaces of a VPC, the role says why.
- The log group is yours to make, with a retention and a key, unless `create_log_group` is given.
- It has no right to decrypt with a key, unless something that it uses is encrypted with that key.
- Permissions are managed policies only, and AWS's own ones are attached only where they are asked for.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_sqs as sqs

from iam_stacks import LambdaExecutionRole

stack = Stack(App(), "Reports")
queue = sqs.Queue(stack, "Orders", enforce_ssl=True)
role = LambdaExecutionRole(stack, "Worker", log_group="/aws/lambda/Worker", event_sources=[queue])
