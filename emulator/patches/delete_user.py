"""What has to go before a user can: in iam:DeleteUser, and when CloudFormation deletes AWS::IAM::User.

MiniStack looks at access keys and attached policies only, and its CloudFormation takes away a password and policies
that the stack did not give. On AWS a user who still has anything of his own is a DeleteConflict:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
CloudFormation takes away what the template gave, and memberships of groups.
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches import user_credentials
from emulator.patches.ministack_api import Answer, Properties, call, handlers, iam_error, replace_action

GONE = ("NoSuchEntity",)


def apply() -> None:
    """Look before the user is deleted, by whomever."""
    delete = iam._delete_user

    def delete_bare(parameters: Properties) -> Answer:
        name = iam._p(parameters, "UserName")
        left = _left(name) if name in iam._users else ""
        if left:
            return iam_error(409, "DeleteConflict", f"Cannot delete entity, must {left} first.")
        answer: Answer = delete(parameters)
        return answer

    replace_action("DeleteUser", delete_bare)
    handlers("AWS::IAM::User")["delete"] = _delete
    provisioners._iam_user_delete = _delete  # where a failed create calls it


def _left(name: str) -> str:
    """Return what the first thing is that the user still has, as AWS's message words it."""
    user = iam._users[name]
    found = {
        "delete login profile": name in iam._login_profiles,
        "delete access keys": any(key["UserName"] == name for key in iam._access_keys.values()),
        "delete MFA device": any(device.get("User") == name for device in iam._mfa_devices.values()),
        "delete policies": iam._user_inline_policies.get(name),
        "detach all policies": user.get("AttachedPolicies"),
        "remove user from groups": any(name in group.get("Users", []) for group in iam._groups.values()),
        **{f"delete {kind.name}s": user_credentials.of(user, kind) for kind in user_credentials.KINDS},
    }
    return next((what for what, there in found.items() if there), "")


def _delete(name: str, properties: Properties) -> None:
    if name not in iam._users:
        return
    for group in iam._groups:
        call(iam._remove_user_from_group, {"GroupName": group, "UserName": name}, tolerate=GONE)
    for arn in properties.get("ManagedPolicyArns", []):
        call(iam._detach_user_policy, {"UserName": name, "PolicyArn": arn}, tolerate=GONE)
    for policy in _inline(properties):
        call(iam._delete_user_policy, {"UserName": name, "PolicyName": policy}, tolerate=GONE)
    if properties.get("LoginProfile"):
        call(iam._delete_login_profile, {"UserName": name}, tolerate=GONE)
    call(iam._delete_user, {"UserName": name}, tolerate=GONE)


def _inline(properties: Properties) -> list[Any]:
    return [policy["PolicyName"] for policy in properties.get("Policies", [])]
