"""CloudFormation type AWS::IAM::InstanceProfile: its Ref, and a role that does not exist.

MiniStack answers Ref with the ARN, and skips a role that is not there. On AWS Ref is the profile's name, and the create
fails; a new InstanceProfileName or Path makes a new profile, and Roles change in place:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-instanceprofile.html
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches.ministack_api import Created, Properties, call, physical_name, reconcile, register

GONE = ("NoSuchEntity",)
NONE: Properties = {}


def apply() -> None:
    """Replace the type's handlers."""
    register("AWS::IAM::InstanceProfile", _create, _update, _delete, replaced_by=("InstanceProfileName", "Path"))


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    name = physical_name(properties, "InstanceProfileName", stack, logical_id, 128)
    call(iam._create_instance_profile, {"InstanceProfileName": name, "Path": properties.get("Path", "/")})
    try:
        return _update(name, NONE, properties, stack)
    except ValueError:
        _delete(name, properties)  # a failed create leaves nothing behind
        raise


def _update(name: str, old: Properties, new: Properties, _stack: str) -> Created:
    profile = {"InstanceProfileName": name}
    reconcile(
        old.get("Roles"),
        new.get("Roles"),
        remove=lambda role: call(iam._remove_role_from_instance_profile, {**profile, "RoleName": role}, tolerate=GONE),
        add=lambda role: call(iam._add_role_to_instance_profile, {**profile, "RoleName": role}),
    )
    return name, {"Arn": iam._instance_profiles[name]["Arn"]}


def _delete(name: str, properties: Properties) -> None:
    if name in iam._instance_profiles:
        _update(name, properties, NONE, "")
        call(iam._delete_instance_profile, {"InstanceProfileName": name}, tolerate=GONE)
