"""A role that people of this account assume, signed in with MFA.

- It has `AWSSupportAccess`, for which benchmarks look by name, and nothing else unless it is given.
- A session lasts one hour at the most.
"""

from aws_cdk import App, Stack

from iam_stacks import SupportRole, TrustPolicy

stack = Stack(App(), "Roles", env={"account": "111122223333"})
trust = TrustPolicy.account("111122223333", require_mfa=True)
role = SupportRole(stack, "Support", trust=trust)
