"""CloudFormation type AWS::IAM::ServiceLinkedRole.

MiniStack has service-linked roles in its IAM API, but refuses the type ("Unrecognized resource types").
Ref is the role's name, which nothing changes but another service:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches.ministack_api import Created, Properties, call, element, register

FIXED = ("AWSServiceName", "CustomSuffix")


def apply() -> None:
    """Register the type."""
    register("AWS::IAM::ServiceLinkedRole", _create, _update, _delete, replaced_by=FIXED)


def _create(_logical_id: str, properties: Properties, stack: str) -> Created:
    made = call(iam._create_service_linked_role, {"AWSServiceName": properties["AWSServiceName"]})
    return _update(element(made, "RoleName"), {}, properties, stack)


def _update(name: str, _old: Properties, new: Properties, _stack: str) -> Created:
    iam._roles[name]["Description"] = new.get("Description", "")
    return name, {"RoleName": name}


def _delete(name: str, _properties: Properties) -> None:
    call(iam._delete_service_linked_role, {"RoleName": name}, tolerate=["NoSuchEntity"])
