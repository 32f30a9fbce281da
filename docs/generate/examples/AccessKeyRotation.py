"""A user of CDK's own class whose access key rotates every 30 days, and who is told when an old key is hard to give up.

- The first key, too, is made inside the function: no secret access key passes through CloudFormation, a template, an
  output or a log.
- The old key works for 24 hours beside the new one. It is switched off only if nobody has used it since; otherwise it
  stays for another 24 hours, and this is reported. It is deleted 7 days after it was switched off.
- A rotation begins only when one key is left, so there is never a third.
- The function has rights on one user, one secret and one key of KMS, and runs once at a time; Secrets Manager can
  invoke it for that secret only. An alarm rings when a run fails.
- When the user is deleted or replaced, the keys that the function made are deleted before, and no others.
"""

from aws_cdk import App, Duration, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import AccessKeyRotation

stack = Stack(App(), "Identities")
user = iam.User(stack, "JohnDoe")
rotation = AccessKeyRotation(stack, "AccessKey", user=user, rotate_every=Duration.days(30))
