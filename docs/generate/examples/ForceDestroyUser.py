"""A user of CDK's own class that can be deleted even if people gave it an MFA device, or keys.

- Off unless you ask for it, user by user: what people made may be all that is left of their work.
- Nothing is deleted before the user is, and nothing at all if only this construct is taken away.
- The function has rights on that one user. Two actions of IAM do not name a user: it can delete virtual MFA devices
  that nobody has, and take users out of groups.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import ForceDestroyUser

stack = Stack(App(), "Identities")
user = iam.User(stack, "JohnDoe")
force_destroy = ForceDestroyUser(stack, "ForceDestroy", user=user)
