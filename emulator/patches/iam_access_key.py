"""CloudFormation type AWS::IAM::AccessKey.

MiniStack refuses the type ("Unrecognized resource types").
Ref is the key's id, Fn::GetAtt gives the secret, once; a new Serial or UserName makes a new key:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-accesskey.html
Delete when a release has it.
"""

from ministack.services import iam

from emulator.patches.ministack_api import Created, Properties, call, element, register


def apply() -> None:
    """Register the type."""
    register("AWS::IAM::AccessKey", _create, _update, _delete, replaced_by=("Serial", "UserName"))


def _create(_logical_id: str, properties: Properties, stack: str) -> Created:
    answer = call(iam._create_access_key, {"UserName": properties["UserName"]})
    key_id = element(answer, "AccessKeyId")
    _update(key_id, {}, properties, stack)
    return key_id, {"SecretAccessKey": element(answer, "SecretAccessKey")}


def _update(key_id: str, _old: Properties, new: Properties, _stack: str) -> Created:
    status = new.get("Status", "Active")
    call(iam._update_access_key, {"UserName": new["UserName"], "AccessKeyId": key_id, "Status": status})
    return key_id, {"SecretAccessKey": iam._access_keys[key_id]["SecretAccessKey"]}


def _delete(key_id: str, properties: Properties) -> None:
    parameters = {"UserName": properties["UserName"], "AccessKeyId": key_id}
    call(iam._delete_access_key, parameters, tolerate=("NoSuchEntity",))
