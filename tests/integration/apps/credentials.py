"""An app of somebody else: one user whose key rotates, and settings of the account, as the context asks for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from aws_cdk import App, Duration, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import AccountAlias, IamUser, PasswordPolicy, PermissionsBoundary

SECONDS = Duration.seconds(4)
app = App()
asked = app.node.try_get_context
stack = Stack(app, "Credentials")

if user_name := asked("user"):
    rotated = {"programmatic_access": True, "grace": SECONDS, "delete_after": SECONDS}
    IamUser(
        stack,
        "Machine",
        user_name=user_name,
        force_destroy=asked("force") == "yes",
        **({} if asked("key") == "no" else rotated),
    )
if length := asked("length"):
    PasswordPolicy(stack, "PasswordPolicy", minimum_length=int(length), on_delete=asked("on_delete"))
if alias := asked("alias"):
    AccountAlias(stack, "Alias", alias=alias, on_delete=asked("on_delete"))
if asked("denied"):
    boundary = PermissionsBoundary(
        stack,
        "NoPasswordPolicy",
        statements=[
            iam.PolicyStatement(not_actions=["iam:UpdateAccountPasswordPolicy"], resources=["*"]),
        ],
    )
    boundary.apply_to(stack)

app.synth()
