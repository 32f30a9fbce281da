"""A user who signs in to the console, and whose rights come from a group.

- No credentials, unless they are asked for.
- The template holds no secret: a function writes an access key straight into Secrets Manager, and a first password is
  generated there. Both secrets are encrypted with a customer managed key that rotates, one for each
  stack.
- The first password is of 32 characters, or as many as a `password_policy` asks for, and must be changed at the first
  sign-in. The right to do that comes from the password policy, or else from one group of the stack, since a policy
  attached to a user is a finding in three packs.
- An access key rotates, see [`AccessKeyRotation`](AccessKeyRotation.md). A user with both a password and a key from the
  start is refused, unless you say why.
- What `grant_*` methods of CDK give to the user lands in managed policies, never in inline ones.
"""

from aws_cdk import App, Stack

from iam_stacks import IamGroup, IamUser

stack = Stack(App(), "Identities")
developers = IamGroup(stack, "Developers", managed_policies=["ReadOnlyAccess"])
user = IamUser(stack, "JaneRoe", groups=[developers], console_access=True)
