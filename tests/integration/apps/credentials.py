"""An app of somebody else, in variants: a user whose key rotates, and settings of the account.

Usage: python credentials.py FOLDER VARIANTS, where VARIANTS is a JSON object: what to define, by the variant's name.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from aws_cdk import App, Duration, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import AccountAlias, IamUser, PasswordPolicy, PermissionsBoundary

SECONDS = Duration.seconds(4)
EXEMPT = {"programmatic_access": True, "rotation_exemption": "the test"}
ROTATED = {"programmatic_access": True, "grace": SECONDS, "delete_after": SECONDS}


def define(
    stack: Stack,
    *,
    user: str = "",
    key: bool = True,
    exempt: bool = False,
    force: bool = False,
    length: int = 0,
    alias: str = "",
    on_delete: str = "retain",
    denied: bool = False,
) -> None:
    if user:
        wanted = EXEMPT if exempt else ROTATED if key else {}
        IamUser(stack, "Machine", user_name=user, force_destroy=force, **wanted)
    if length:
        PasswordPolicy(stack, "PasswordPolicy", minimum_length=length, on_delete=on_delete)
    if alias:
        AccountAlias(stack, "Alias", alias=alias, on_delete=on_delete)
    if denied:
        all_but_this = iam.PolicyStatement(not_actions=["iam:UpdateAccountPasswordPolicy"], resources=["*"])
        PermissionsBoundary(stack, "NoPasswordPolicy", statements=[all_but_this]).apply_to(stack)


folder, variants = sys.argv[1:]
context = json.loads((Path(__file__).parents[3] / "cdk.json").read_text())["context"]
for name, wanted in json.loads(variants).items():
    app = App(context=context, outdir=f"{folder}/{name}")
    define(Stack(app, "Credentials"), **wanted)
    app.synth()
