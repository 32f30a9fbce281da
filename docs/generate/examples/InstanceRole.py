"""A role for instances that Systems Manager looks after.

- EC2 alone can assume the role.
- The instance profile holds this one role, and has its name and path.
- Permissions are managed policies only, never inline.
"""

from aws_cdk import App, Stack

from iam_stacks import InstanceRole

stack = Stack(App(), "Servers")
role = InstanceRole(stack, "Server", managed_policies=["AmazonSSMManagedInstanceCore"])
profile = role.instance_profile
