"""A group whose members need MFA for what its other policies allow, with a password as with a key.

- Without MFA members can set up a device for themselves, change their password and, with a key, ask for a session with
  MFA. They can neither remove a device nor make or list keys: nor can who stole a key.
- Long-term keys are held to it as well as the console; what AWS services do on behalf of members is not.
- A user who could never change the one-time password, or never set up a device, is refused as a member.
- `attach_to_role` is refused: sessions of roles know nothing of MFA.

[MFA](../mfa.md) has the table of decisions, and says what remains.
"""

from aws_cdk import App, Stack

from iam_stacks import IamGroup, IamUser, MfaPolicy

stack = Stack(App(), "People")
mfa = MfaPolicy(stack, "Mfa", user_paths=["/", "/team/"])
group = IamGroup(stack, "Developers", policies=[mfa], managed_policies=["AmazonS3FullAccess"])
IamUser(stack, "JaneRoe", path="/team/", groups=[group], console_access=True)
