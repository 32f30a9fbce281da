"""A role that a partner's account assumes with an external id.

- `trust` has no default: whom a role trusts is always written down.
- An account that is neither the one deployed to nor vouched for is refused at synthesis. So is a trust policy that is
  longer than the quota.
- A session lasts one hour at the most, unless more is asked for.
- Permissions are managed policies only, never inline.
- Each warning of the trust policy is a warning of CDK at the role, and each reason is written into the template.
"""

from aws_cdk import App, Stack

from iam_stacks import TrustedRole, TrustPolicy

stack = Stack(App(), "Roles")
trust = TrustPolicy.account("999999999999", external_id="example-id")
role = TrustedRole(stack, "PartnerAudit", trust=trust, managed_policies=["SecurityAudit"])
