"""What members of a group may do with their own credentials, and that without MFA they may do hardly more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, get_args

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import PATH, PATTERN_CHARACTERS
from iam_stacks.policy.pseudo import has_token

FirstLogin: TypeAlias = Literal["allow_password_change", "strict"]
"""Whether a user may change the password, such as the one-time one, before MFA is set up."""

ANY_PATH = "/*/"
"""Stands for every path but `/`.

`user/*/${aws:username}` reaches nobody else: a name has no slash, so it is all that follows the last one, and within an
account no two users have the same name, whatever their paths. IAM API Reference, CreateUser; it is how AWS's own policy
IAMUserChangePassword is written.
"""

READ_ONESELF = ("iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices")
"""What shows one's devices, and the user who has them. It works without MFA."""

ENABLE_DEVICE = ("iam:EnableMFADevice", "iam:ResyncMFADevice")
"""What it takes to give oneself a device, be it virtual, a hardware token or a passkey. It works without MFA.

A passkey needs nothing further: its condition keys, such as iam:RegisterSecurityKey, are those of iam:EnableMFADevice.
Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)";
IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials
page", as the other lists here.
"""

REMOVE_DEVICE = ("iam:DeactivateMFADevice",)
"""What takes one's device away. With MFA only: else a stolen password or key could take MFA away."""

CREATE_DEVICE = ("iam:CreateVirtualMFADevice",)
"""What makes a virtual device, which is nobody's until it is enabled. It works without MFA."""

DELETE_DEVICE = ("iam:DeleteVirtualMFADevice",)
"""What deletes a virtual device that is nobody's, or no longer: IAM API Reference, DeleteVirtualMFADevice."""

LIST_DEVICES = ("iam:ListVirtualMFADevices",)
"""What takes no resource, and lists the virtual devices of the account."""

CHANGE_PASSWORD = ("iam:ChangePassword",)
READ_PASSWORD = ("iam:GetLoginProfile",)
READ_PASSWORD_POLICY = ("iam:GetAccountPasswordPolicy",)
"""The page on which a password is changed shows what a password must have; it takes no resource."""

BEGIN_SESSION = ("sts:GetSessionToken",)
"""How a key comes by a session with MFA; it takes no resource.

AWS asks no permission for it, but a deny would hold. It is allowed for whoever reads the policy, or simulates it. IAM
User Guide, "Permissions for GetSessionToken".
"""

KEYS = (
    "iam:CreateAccessKey",
    "iam:CreateServiceSpecificCredential",
    "iam:DeleteAccessKey",
    "iam:DeleteSSHPublicKey",
    "iam:DeleteServiceSpecificCredential",
    "iam:DeleteSigningCertificate",
    "iam:GetAccessKeyLastUsed",
    "iam:GetSSHPublicKey",
    "iam:ListAccessKeys",
    "iam:ListSSHPublicKeys",
    "iam:ListServiceSpecificCredentials",
    "iam:ListSigningCertificates",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateSSHPublicKey",
    "iam:UpdateServiceSpecificCredential",
    "iam:UpdateSigningCertificate",
    "iam:UploadSSHPublicKey",
    "iam:UploadSigningCertificate",
)
"""What is done with one's keys and certificates. With MFA only: else a stolen key could make another."""

WITHOUT_MFA = {
    "BoolIfExists": {
        # A long-term key sends no such key at all: with Bool the deny would pass it by.
        "aws:MultiFactorAuthPresent": "false",
        # What a service does for the user, after a request with MFA, need not carry it on. If the key is absent, which
        # AWS says it never is, the request is taken for the user's own.
        "aws:ViaAWSService": "false",
    }
}
"""IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent and aws:ViaAWSService."""


def mfa_statements(
    *,
    arn_prefix: str,
    user_paths: Sequence[str] = ("/",),
    first_login: FirstLogin = "allow_password_change",
    console_users: bool = True,
    key_users: bool = True,
) -> list[dict[str, Any]]:
    """Return the statements of a policy with which members look after their credentials, and need MFA for all else.

    Args:
        arn_prefix: what the ARNs of IAM in the account begin with, such as `arn:aws:iam::111122223333`.
        user_paths: the paths of the members; `/*/` stands for every path but `/`.
        first_login: whether members may change their password without MFA.
        console_users: whether members sign in with a password.
        key_users: whether members have access keys, or other keys and certificates.

    Raises:
        PolicyError: a path is none, or a pattern; first_login is another word; or the policy is for nobody.
    """
    _require(user_paths, first_login, for_anybody=console_users or key_users)
    own = [f"{arn_prefix}:user{path}${{aws:username}}" for path in dict.fromkeys(user_paths)]
    devices = [f"{arn_prefix}:mfa/*"]
    password = CHANGE_PASSWORD if console_users else ()
    policy = READ_PASSWORD_POLICY if console_users else ()
    session = BEGIN_SESSION if key_users else ()
    without_resource = [*LIST_DEVICES, *policy, *session]
    changes_password = first_login == "allow_password_change"
    changing = [*ENABLE_DEVICE, *(password if changes_password else ())]
    about_oneself = [*READ_ONESELF, *changing]
    about_nobody = [*CREATE_DEVICE, *LIST_DEVICES, *(policy if changes_password else ()), *session]
    return [
        _statement("UseWhatTakesNoResource", "Allow", Action=without_resource, Resource=["*"]),
        _statement("NameVirtualDevices", "Allow", Action=[*CREATE_DEVICE, *DELETE_DEVICE], Resource=devices),
        _statement("ManageOwnDevices", "Allow", Action=[*READ_ONESELF, *ENABLE_DEVICE, *REMOVE_DEVICE], Resource=own),
        *([_statement("ChangeOwnPassword", "Allow", Action=[*password, *READ_PASSWORD], Resource=own)] * console_users),
        *([_statement("ManageOwnKeys", "Allow", Action=[*KEYS], Resource=own)] * key_users),
        _deny("DenyMostWithoutMfa", NotAction=[*about_oneself, *about_nobody], Resource=["*"]),
        # Of others not even that, should another policy allow all of IAM. (What reads would be denied to oneself, too:
        # ListMFADevices without a name asks for the resource *.)
        _deny("DenyOthersWithoutMfa", Action=changing, NotResource=own),
    ]


def _deny(sid: str, **elements: Any) -> dict[str, Any]:
    return _statement(sid, "Deny", **elements, Condition=WITHOUT_MFA)


def _statement(sid: str, effect: str, **elements: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": effect, **elements}


def _require(user_paths: Sequence[str], first_login: str, *, for_anybody: bool) -> None:
    if first_login not in get_args(FirstLogin):
        raise PolicyError(f"first_login {first_login!r} is not allowed; give {' or '.join(get_args(FirstLogin))}")
    if not for_anybody:
        raise PolicyError("console_users and key_users are both false, so the policy is for nobody; give one of them")
    if isinstance(user_paths, str) or not user_paths:
        raise PolicyError(f"user_paths {user_paths!r} is not allowed; give a list of paths, such as ['/']")
    for path in user_paths:
        if path != ANY_PATH and not has_token(path):
            _require_exact(path)


def _require_exact(path: str) -> None:
    """Refuse what is no path, and what would let members at the credentials of others."""
    PATH.require("user_paths", path)
    if PATTERN_CHARACTERS & set(path):
        raise PolicyError(
            f"user_paths {path!r} is not allowed; give paths without *, ? and $, or {ANY_PATH} for every path but /"
        )
