"""The password policy of the account, and a user whose first password obeys it.

- 14 characters of four kinds, none of the last 24 passwords, and a new one every 90 days. Nobody is locked out when a
  password expires.
- Users may change their own password: it takes no policy of theirs.
- It stays when the stack is deleted, unless you choose that what the account had before comes back.
- The whole policy is set each time, so a change made elsewhere does not outlive the next change made here.
- The function that sets it has rights on the password policy only, runs once at a time, and what it fails to do is
  reported. It has no right to delete the policy that you retain.
- A second one in the same account is refused at synthesis.
"""

from aws_cdk import App, Stack

from iam_stacks import IamGroup, IamUser, PasswordPolicy

stack = Stack(App(), "Identities")
policy = PasswordPolicy(stack, "PasswordPolicy", minimum_length=16, on_delete="restore")
group = IamGroup(stack, "Developers", managed_policies=["ReadOnlyAccess"])
user = IamUser(stack, "JaneRoe", groups=[group], console_access=True, password_policy=policy)
