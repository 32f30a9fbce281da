"""CloudFormation type AWS::IAM::Role: its PermissionsBoundary, and a name that is taken.

MiniStack writes the role without asking its own API: it drops PermissionsBoundary in silence, and overwrites a role of
the same name that was there before (which a rollback then deletes). On AWS the boundary is set, and the create fails
with EntityAlreadyExists:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html
We create the role with the API, and leave MiniStack's update in place, followed by the boundary.
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Created, Properties, call, document_text, flat, handlers, physical_name

OWN_PARAMETERS = ("Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags")


def apply() -> None:
    """Replace the handlers' create, and extend their update."""
    role = handlers("AWS::IAM::Role")
    update = role["update"]

    def update_with_boundary(
        name: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
    ) -> Any:
        answer = update(name, old, new, stack, logical_id)
        _set_boundary(name, new.get("PermissionsBoundary"))
        return answer

    role.update(create=_create, update=update_with_boundary)
    provisioners._iam_role_create = _create  # with which the update replaces a role that somebody deleted


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    name = physical_name(properties, "RoleName", stack, logical_id, 64)
    trust = document_text(properties["AssumeRolePolicyDocument"])
    own = {key: properties[key] for key in OWN_PARAMETERS if properties.get(key)}
    call(iam._create_role, {"RoleName": name, "AssumeRolePolicyDocument": trust, **flat(own)})
    try:
        _add_policies(name, properties)
    except ValueError:
        handlers("AWS::IAM::Role")["delete"](name, properties)  # a failed create leaves nothing behind
        raise
    record = iam._roles[name]
    return name, {"Arn": record["Arn"], "RoleId": record["RoleId"]}


def _add_policies(name: str, properties: Properties) -> None:
    for arn in properties.get("ManagedPolicyArns", []):
        call(iam._attach_role_policy, {"RoleName": name, "PolicyArn": arn})
    for policy in properties.get("Policies", []):
        document = document_text(policy["PolicyDocument"])
        call(iam._put_role_policy, {"RoleName": name, "PolicyName": policy["PolicyName"], "PolicyDocument": document})


def _set_boundary(name: str, arn: str | None) -> None:
    if arn:
        call(iam._put_role_permissions_boundary, {"RoleName": name, "PermissionsBoundary": arn})
    elif iam._roles[name].get("PermissionsBoundary"):
        call(iam._delete_role_permissions_boundary, {"RoleName": name})
