"""A role for emergencies, for people of this account who have used their MFA device within the last hour.

- MFA that is not long ago is a must: a trust policy that does not ask for it is refused.
- A session lasts one hour at the most, and no argument makes it longer.
- The tag `iam-stacks:break-glass` marks the role, so that monitoring finds it.
"""

from aws_cdk import App, Stack

from iam_stacks import BreakGlassRole, TrustPolicy

stack = Stack(App(), "Roles", env={"account": "111122223333"})
trust = TrustPolicy.account("111122223333", mfa_max_age=3600)
role = BreakGlassRole(stack, "BreakGlass", trust=trust)
