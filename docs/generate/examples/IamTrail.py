"""A trail whose files nobody can delete for 400 days, and whose log group alarms can watch.

- All management events of all Regions are logged, reads and writes, with those of IAM and STS; digests prove that no
  file was changed or deleted.
- One customer managed key encrypts files and events. Its policy, and that of the bucket, let CloudTrail in for this one
  trail alone.
- The buckets are private, TLS only, versioned and without ACLs. A second one tells who read the files.
- Files stay for ever unless `file_retention` says otherwise. Buckets, log group and key outlive the stack.
- The lock is in mode `COMPLIANCE`: not even the root user can lift it. Try a short one first.
"""

from aws_cdk import App, Duration, Stack

from iam_stacks import IamTrail

stack = Stack(App(), "Monitoring")
trail = IamTrail(stack, "Trail", trail_name="audit", object_lock=Duration.days(400))
