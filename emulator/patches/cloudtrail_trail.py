"""CloudFormation type AWS::CloudTrail::Trail.

MiniStack has trails in its CloudTrail API, but refuses the type ("Unrecognized resource types"). Its CreateTrail drops
the log group and the role that writes to it.
Ref is the trail's name:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
Delete when a release has it.
"""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail

from emulator.patches.ministack_api import Answer, Created, Properties, call, physical_name, reconcile, register

LOGS = ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn")
DEFAULTS = {
    "S3KeyPrefix": "",
    "SnsTopicName": "",
    "IncludeGlobalServiceEvents": True,
    "IsMultiRegionTrail": False,
    "EnableLogFileValidation": False,
    "IsOrganizationTrail": False,
    **dict.fromkeys(LOGS, ""),
}
SELECTORS = ("EventSelectors", "AdvancedEventSelectors")


def apply() -> None:
    """Register the type, and have CreateTrail keep where it logs to."""
    create = cloudtrail._create_trail

    def create_whole(body: Properties) -> Answer:
        answer: Answer = create(body)
        if answer[0] < 400:
            cloudtrail._trails[body["Name"]].update({name: body[name] for name in LOGS if body.get(name)})
        return answer

    cloudtrail._create_trail = cloudtrail._DISPATCH["CreateTrail"] = create_whole
    register("AWS::CloudTrail::Trail", _create, _update, _delete, replaced_by=("TrailName",))


def _create(logical_id: str, properties: Properties, stack: str) -> Created:
    name = physical_name(properties, "TrailName", stack, logical_id, 128)
    call(cloudtrail._create_trail, {"Name": name, **_parameters(properties)})
    try:
        return _configure(name, {}, properties)
    except ValueError:
        _delete(name, properties)  # a failed create leaves nothing behind
        raise


def _update(name: str, old: Properties, new: Properties, _stack: str) -> Created:
    call(cloudtrail._update_trail, {"Name": name, **_parameters(new)})
    return _configure(name, old, new)


def _delete(name: str, _properties: Properties) -> None:
    call(cloudtrail._delete_trail, {"Name": name}, tolerate=["TrailNotFoundException"])


def _parameters(properties: Properties) -> Properties:
    own = {name: _typed(properties.get(name, default)) for name, default in DEFAULTS.items()}
    return {"S3BucketName": properties["S3BucketName"], "KmsKeyId": properties.get("KMSKeyId", ""), **own}


def _configure(name: str, old: Properties, new: Properties) -> Created:
    """Say what is recorded, whether it is, and the tags: what CreateTrail does not take."""
    selectors = {key: new[key] for key in SELECTORS if key in new}
    if selectors or any(key in old for key in SELECTORS):
        wanted = selectors or {"EventSelectors": cloudtrail._DEFAULT_EVENT_SELECTORS}
        call(cloudtrail._put_event_selectors, {"TrailName": name, **wanted})
    switch = cloudtrail._start_logging if _typed(new["IsLogging"]) else cloudtrail._stop_logging
    call(switch, {"Name": name})
    _set_tags(arn := cloudtrail._trail_arn(name), old, new)
    topic = new.get("SnsTopicName")
    return name, {"Arn": arn, **({"SnsTopicArn": topic_arn(topic)} if topic else {})}


def _set_tags(arn: str, old: Properties, new: Properties) -> None:
    def remove(tag: tuple[str, str]) -> None:
        call(cloudtrail._remove_tags, {"ResourceId": arn, "TagsList": [{"Key": tag[0]}]})

    def add(tag: tuple[str, str]) -> None:
        call(cloudtrail._add_tags, {"ResourceId": arn, "TagsList": [{"Key": tag[0], "Value": tag[1]}]})

    before, after = ([(tag["Key"], tag["Value"]) for tag in one.get("Tags", [])] for one in (old, new))
    reconcile(before, after, remove, add)


def topic_arn(topic: str) -> str:
    """Return the ARN of a topic that a trail may name by its name alone."""
    return topic if topic.startswith("arn:") else f"arn:aws:sns:{get_region()}:{get_account_id()}:{topic}"


def _typed(value: Any) -> Any:
    """Return the boolean that a template may spell as text."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
