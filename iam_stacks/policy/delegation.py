"""What an administrator of part of an account may do, so that none of it leads out of that part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

READ = (
    "iam:GenerateCredentialReport",
    "iam:GenerateServiceLastAccessedDetails",
    "iam:Get*",
    "iam:List*",
    "iam:Simulate*",
)
"""What reads all of IAM."""

WITH_BOUNDARY = (
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
)
"""What is possible with users and roles that have the boundary: actions with the condition key iam:PermissionsBoundary.

Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access
Management (IAM)".
"""

ASSUME = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
"""What it takes to assume a role with session tags and a source identity. IAM User Guide, "Pass session tags in AWS
STS" and "Monitor and control actions taken with assumed roles".
"""

BENEATH_PATH = (
    "iam:AddRoleToInstanceProfile",
    "iam:AddUserToGroup",
    "iam:ChangePassword",
    "iam:CreateAccessKey",
    "iam:CreateGroup",
    "iam:CreateInstanceProfile",
    "iam:CreateLoginProfile",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:DeactivateMFADevice",
    "iam:DeleteAccessKey",
    "iam:DeleteGroup",
    "iam:DeleteInstanceProfile",
    "iam:DeleteLoginProfile",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteUser",
    "iam:EnableMFADevice",
    "iam:PassRole",
    "iam:RemoveRoleFromInstanceProfile",
    "iam:RemoveUserFromGroup",
    "iam:ResyncMFADevice",
    "iam:SetDefaultPolicyVersion",
    "iam:TagInstanceProfile",
    "iam:TagPolicy",
    "iam:TagRole",
    "iam:TagUser",
    "iam:UntagInstanceProfile",
    "iam:UntagPolicy",
    "iam:UntagRole",
    "iam:UntagUser",
    "iam:UpdateAccessKey",
    "iam:UpdateGroup",
    "iam:UpdateLoginProfile",
    "iam:UpdateUser",
    *ASSUME,
)
"""What is possible with anything beneath the path.

Not the policies of groups: AddUserToGroup names no user, so a group that holders give rights to would give them to
users who have no boundary.
"""

MFA_DEVICES = ("iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice")
"""What is possible with any virtual MFA device of the account, since the console gives a device no path.

It is nobody's until iam:EnableMFADevice gives it to a user, which is possible beneath the path only, and is not deleted
before iam:DeactivateMFADevice takes it from that user: IAM API Reference, DeleteVirtualMFADevice.
"""


OWN_CREDENTIALS = (
    "iam:ChangePassword",
    "iam:EnableMFADevice",
    "iam:ResyncMFADevice",
)
"""What holders may be allowed about themselves, wherever they are: without it a group that asks for MFA locks them out.
"""


def delegation_statements(
    *, arn_prefix: str, boundary: str, path: str, allowed_actions: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the statements of a permissions boundary whose holders can hand on no more than they have.

    Args:
        arn_prefix: what the ARNs of IAM in the account begin with, such as `arn:aws:iam::111122223333`.
        boundary: the ARN of the boundary itself.
        path: what the holders administer, such as `/delegated/`.
        allowed_actions: what else may be allowed, on any resource.
    """
    users, roles = (f"{arn_prefix}:{kind}{path}*" for kind in ("user", "role"))
    # A name has no slash, and is there once in an account: nobody but the holder is meant, on whichever path.
    oneself = [f"{arn_prefix}:user/${{aws:username}}", f"{arn_prefix}:user/*/${{aws:username}}"]
    others = [f"{arn_prefix}:{kind}{path}*" for kind in ("group", "instance-profile", "policy")]
    further = list(dict.fromkeys(allowed_actions))
    has_it = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    has_it_not = {"StringNotEquals": {"iam:PermissionsBoundary": boundary}}
    allowed = [
        _statement("ReadIam", "Allow", READ, Resource=["*"]),
        _statement("ManageWhatHasThisBoundary", "Allow", WITH_BOUNDARY, Resource=[users, roles], Condition=has_it),
        _statement("ManageBeneathThePath", "Allow", BENEATH_PATH, Resource=[users, roles, *others]),
        _statement("ManageMfaDevices", "Allow", MFA_DEVICES, Resource=[f"{arn_prefix}:mfa/*"]),
        _statement("LookAfterOneself", "Allow", OWN_CREDENTIALS, Resource=oneself),
        *([_statement("UseServices", "Allow", further, Resource=["*"])] if further else []),
    ]
    return [*allowed, *_denials(boundary, roles, has_it_not)]


def _denials(boundary: str, roles: str, has_it_not: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is denied outright: so it stays, whatever statements or resource-based policies come to it."""
    edit = ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"]
    detach = ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"]
    begin = ["iam:CreateRole", "iam:CreateUser", "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary"]
    return [
        _statement("KeepThisBoundaryAsItIs", "Deny", edit, Resource=[boundary]),
        _statement("KeepBoundariesAttached", "Deny", detach, Resource=["*"]),
        _statement("SetNoOtherBoundary", "Deny", begin, Resource=["*"], Condition=has_it_not),
        # A trust policy that names a user lets it in, whatever its boundary leaves out.
        _statement("AssumeNoOtherRole", "Deny", ASSUME, NotResource=[roles]),
    ]


def _statement(sid: str, effect: str, actions: Sequence[str], **elements: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": effect, "Action": list(actions), **elements}
