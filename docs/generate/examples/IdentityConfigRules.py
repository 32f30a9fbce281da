"""AWS Config compares the account with the password policy that the same app sets, and with when keys are rotated.

- 19 managed rules of AWS: passwords, access keys, MFA, the root user, policies, groups and trails. Once a day, or when
  something changes.
- What the password policy does not ask for is not checked. Without one, the rules ask for what `PasswordPolicy` does by
  default.
- `recorder` must be said: a Region has one configuration recorder. `aws configservice
  describe-configuration-recorders` tells whether it is there.
- `recorder="create"` makes one that records users, groups, roles and policies alone, since each recorded change is
  charged for. What it recorded stays when the stack goes.
- The recorder has a role of its own, with which every deployment works: CloudFormation can make AWS Config's
  service-linked role only where there is none. `service_linked_role=True` uses that one where it is there.
- IAM is the same in all Regions, so one is enough; every further one costs as much again.
- China and GovCloud have no `ROOT_ACCOUNT_MFA_ENABLED` and `ROOT_ACCOUNT_HARDWARE_MFA_ENABLED`: `leave_out` takes them.
"""

from aws_cdk import App, Duration, Stack

from iam_stacks import IdentityConfigRules, PasswordPolicy

stack = Stack(App(), "Monitoring")
policy = PasswordPolicy(stack, "PasswordPolicy", minimum_length=16)
rules = IdentityConfigRules(
    stack, "Rules", recorder="create", password_policy=policy, max_access_key_age=Duration.days(30)
)
