"""CloudFormation type AWS::EC2::FlowLog.

MiniStack has flow logs in its EC2 API, but refuses the type ("Unrecognized resource types"). Its API keeps where the
logs go, but not the role that delivers them.
Ref and Id are the flow log's id; every change but one of its tags makes a new flow log:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-flowlog.html
Delete when a release has it.
"""

from ministack.services import ec2

from emulator.patches.ministack_api import Created, Properties, call, element, register

FIXED = (
    "DeliverLogsPermissionArn",
    "LogDestination",
    "LogDestinationType",
    "LogFormat",
    "LogGroupName",
    "MaxAggregationInterval",
    "ResourceId",
    "ResourceType",
    "TrafficType",
)


def apply() -> None:
    """Register the type."""
    register("AWS::EC2::FlowLog", _create, _update, _delete, replaced_by=FIXED)


def _create(_logical_id: str, properties: Properties, _stack: str) -> Created:
    own = {name: str(properties[name]) for name in FIXED if name in properties}
    flow_log = element(call(ec2._create_flow_logs, {**own, "ResourceId.1": own["ResourceId"]}), "item")
    return _update(flow_log, {}, properties, "")


def _update(flow_log: str, _old: Properties, new: Properties, _stack: str) -> Created:
    ec2._tags[flow_log] = new.get("Tags", [])
    return flow_log, {"Id": flow_log}


def _delete(flow_log: str, _properties: Properties) -> None:
    call(ec2._delete_flow_logs, {"FlowLogId.1": flow_log})
