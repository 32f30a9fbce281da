"""The resource that a request to IAM is judged on.

MiniStack makes an ARN of the names in the request, without the path ("user/dev/JohnDoe" is judged as "user/JohnDoe"),
takes the user where AWS takes the group he is put in, and knows none for a request that names nobody, a new entity's
path, a provider or an MFA device. Which resource an action is judged on:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
Delete when a release has it.
"""

from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import get_account_id
from ministack.services import iam

from emulator.patches import own_user

Request = Callable[[str], str]  # a parameter's value, or ""

# Parameter -> how its ARN begins, and where such entities are kept. The first that a request carries decides:
# AddUserToGroup is judged on the group, AddRoleToInstanceProfile on the profile, AttachUserPolicy on the user.
ENTITIES = {
    "InstanceProfileName": ("instance-profile", iam._instance_profiles),
    "GroupName": ("group", iam._groups),
    "RoleName": ("role", iam._roles),
    "UserName": ("user", iam._users),
    "VirtualMFADeviceName": ("mfa", {}),
}
OWN = (*own_user.ACTIONS, "ChangePassword")  # these are judged on the caller when they name nobody
ARNS = ("PolicyArn", "OpenIDConnectProviderArn", "SAMLProviderArn", "SerialNumber", "PolicySourceArn")


def apply() -> None:
    """Answer for IAM what MiniStack asks before it enforces."""
    extract = iam_actions.extract_resource_arn

    def extract_for_iam(
        service: str, method: str, path: str, headers: Any, body: bytes, query: Any, *where: str
    ) -> str:
        found = service == "iam" and resource_arn(lambda name: str(iam._p(query, name)))
        return found or str(extract(service, method, path, headers, body, query, *where))

    iam_actions.extract_resource_arn = extract_for_iam


def resource_arn(request: Request) -> str:
    """Return the ARN that a request is judged on, or nothing if it names none."""
    return _entity(request) or next(filter(None, map(request, ARNS)), "") or _new_or_own(request)


def _entity(request: Request) -> str:
    for parameter, (kind, known) in ENTITIES.items():
        if name := request(parameter):
            return str(known[name]["Arn"]) if name in known else _arn(kind, request("Path"), name)
    return ""


def _new_or_own(request: Request) -> str:
    action = request("Action")
    if action == "CreatePolicy":
        return _arn("policy", request("Path"), request("PolicyName"))
    if action == "CreateOpenIDConnectProvider":
        return _arn("oidc-provider", "/", request("Url").removeprefix("https://").rstrip("/"))
    if action == "GetAccessKeyLastUsed":
        return _user(iam._access_keys.get(request("AccessKeyId"), {}).get("UserName", ""))
    return _user(own_user.caller_name()) if action in OWN else ""


def _user(name: str) -> str:
    return str(iam._users[name]["Arn"]) if name in iam._users else ""


def _arn(kind: str, path: str, name: str) -> str:
    return f"arn:aws:iam::{get_account_id()}:{kind}{path or '/'}{name}"
