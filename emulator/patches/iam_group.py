"""CloudFormation type AWS::IAM::Group.

MiniStack has groups in its IAM API, but refuses the type ("Unrecognized resource types").
A new GroupName makes a new group; everything else updates in place:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-group.html
Delete when a release has it.
"""

from ministack.core.responses import get_account_id
from ministack.services import iam

from emulator.patches.ministack_api import Created, Properties, call, document_text, physical_name, reconcile, register

GONE = ("NoSuchEntity",)
NONE: Properties = {}


def apply() -> None:
    """Register the type."""
    register("AWS::IAM::Group", _create, _update, _delete, replaced_by=("GroupName",))


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    name = physical_name(properties, "GroupName", stack, logical_id, 128)
    call(iam._create_group, {"GroupName": name, "Path": properties.get("Path", "/")})
    try:
        _bring_policies(name, NONE, properties)
    except ValueError:
        _delete(name, properties)  # a failed create leaves nothing behind
        raise
    return _identity(name)


def _update(name: str, old: Properties, new: Properties, _stack: str) -> Created:
    _bring_policies(name, old, new)
    group = iam._groups[name]  # there is no UpdateGroup to call
    group["Path"] = new.get("Path", "/")
    group["Arn"] = f"arn:aws:iam::{get_account_id()}:group{group['Path']}{name}"
    return _identity(name)


def _delete(name: str, properties: Properties) -> None:
    if name in iam._groups:
        _bring_policies(name, properties, NONE)
        call(iam._delete_group, {"GroupName": name}, tolerate=GONE)


def _identity(name: str) -> Created:
    return name, {"Arn": iam._groups[name]["Arn"]}


def _bring_policies(name: str, old: Properties, new: Properties) -> None:
    group = {"GroupName": name}
    reconcile(
        old.get("ManagedPolicyArns"),
        new.get("ManagedPolicyArns"),
        remove=lambda arn: call(iam._detach_group_policy, {**group, "PolicyArn": arn}, tolerate=GONE),
        add=lambda arn: call(iam._attach_group_policy, {**group, "PolicyArn": arn}),
    )
    before, after = _inline(old), _inline(new)
    for policy in before.keys() - after.keys():
        call(iam._delete_group_policy, {**group, "PolicyName": policy}, tolerate=GONE)
    for policy, document in after.items():
        call(iam._put_group_policy, {**group, "PolicyName": policy, "PolicyDocument": document})


def _inline(properties: Properties) -> dict[str, str]:
    policies = properties.get("Policies", [])
    return {policy["PolicyName"]: document_text(policy["PolicyDocument"]) for policy in policies}
