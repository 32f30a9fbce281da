from tests.integration.emulator.smoke import Cloud


def flow_log(**properties):
    common = {
        "ResourceId": {"Ref": "Network"},
        "ResourceType": "VPC",
        "TrafficType": "ALL",
        "LogGroupName": "/flows",
        "DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/Deliver",
        "Tags": [{"Key": "team", "Value": "a"}],
    }
    return {
        "Network": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "FlowLog": {"Type": "AWS::EC2::FlowLog", "Properties": {**common, **properties}},
    }


def read(cloud):
    return cloud.client("ec2").describe_flow_logs()["FlowLogs"]


def test_a_flow_log_is_created_updated_and_deleted(cloud: Cloud):
    outputs = {"Id": {"Value": {"Fn::GetAtt": ["FlowLog", "Id"]}}}
    assert cloud.create(flow_log(), Outputs=outputs) == "CREATE_COMPLETE"
    (found,) = read(cloud)
    id = found["FlowLogId"]
    assert cloud.outputs()["Id"] == cloud.physical_id("FlowLog") == id
    assert found["ResourceId"] == cloud.physical_id("Network")
    assert (found["TrafficType"], found["LogDestination"]) == ("ALL", "/flows")
    assert {"Key": "team", "Value": "a"} in found["Tags"]

    assert cloud.update(flow_log(Tags=[])) == "UPDATE_COMPLETE"
    assert [one["FlowLogId"] for one in read(cloud)] == [id]
    assert cloud.update(flow_log(TrafficType="REJECT")) == "UPDATE_COMPLETE"
    assert [one["TrafficType"] for one in read(cloud)] == ["REJECT"]
    assert cloud.physical_id("FlowLog") != id
    assert cloud.delete() == "DELETE_COMPLETE"
    assert read(cloud) == []
