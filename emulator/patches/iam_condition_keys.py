"""The condition keys iam:PermissionsBoundary and iam:PolicyARN.

MiniStack knows neither, so that a policy which lets somebody create users with a boundary only grants nothing, and a
Deny on the boundary refuses nothing. On AWS the boundary is the one in the request, or else the one that the user or
role has; which actions have the keys:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
Delete when a release has it.
"""

from typing import Any

from ministack.core import iam_actions
from ministack.services import iam

from emulator.patches.iam_resource_arns import Request

WITH_BOUNDARY = {
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreateRole",
    "CreateUser",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteUserPermissionsBoundary",
    "DeleteUserPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "GetRole",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "PutUserPermissionsBoundary",
    "PutUserPolicy",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
}
WITH_POLICY = {f"{verb}{entity}Policy" for verb in ("Attach", "Detach") for entity in ("Group", "Role", "User")}


def apply() -> None:
    """Add the keys to those that MiniStack takes from a request."""
    tags = iam_actions.request_tag_context

    def with_iam_keys(service: str, action: str, body: bytes, query: Any) -> dict[str, Any]:
        found: dict[str, Any] = tags(service, action, body, query)
        return {**found, **_keys(lambda name: str(iam._p(query, name)))} if service == "iam" else found

    iam_actions.request_tag_context = with_iam_keys


def _keys(request: Request) -> dict[str, str]:
    action = request("Action")
    boundary = _boundary(request) if action in WITH_BOUNDARY else ""
    policy = request("PolicyArn") if action in WITH_POLICY else ""
    keys = {"iam:PermissionsBoundary": boundary, "iam:PolicyARN": policy}
    return {key: value for key, value in keys.items() if value}  # a key without a value is not there


def _boundary(request: Request) -> str:
    entity = iam._users.get(request("UserName")) or iam._roles.get(request("RoleName")) or {}
    return request("PermissionsBoundary") or str(entity.get("PermissionsBoundary") or "")
