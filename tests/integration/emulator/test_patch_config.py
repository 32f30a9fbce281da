import json

from tests.integration.emulator.smoke import Cloud, refused, trust
from tests.integration.emulator.trail import arn, resource

ROLE = resource("IAM::Role", AssumeRolePolicyDocument=trust({"Service": "config.amazonaws.com"}))


def rule(**properties):
    source = {"Owner": "AWS", "SourceIdentifier": "ACCESS_KEYS_ROTATED"}
    common = {"ConfigRuleName": "Rotated", "Source": source, "InputParameters": {"maxAccessKeyAge": 90}}
    return {**resource("Config::ConfigRule", **{**common, **properties}), "DependsOn": "Recorder"}


def recorded(**more):
    group = {"AllSupported": False, "IncludeGlobalResourceTypes": False, "ResourceTypes": ["AWS::IAM::User"]}
    properties = {"S3BucketName": {"Ref": "Bucket"}, "S3KeyPrefix": "config"}
    every = {"ConfigSnapshotDeliveryProperties": {"DeliveryFrequency": "TwentyFour_Hours"}}
    return {
        "Role": ROLE,
        "Bucket": resource("S3::Bucket"),
        "Recorder": resource(
            "Config::ConfigurationRecorder", Name="default", RoleARN=arn("Role"), RecordingGroup=group
        ),
        "Channel": resource("Config::DeliveryChannel", Name="default", **properties, **every),
        **more,
    }


def rules(cloud):
    return cloud.client("config").describe_config_rules()["ConfigRules"]


def test_a_rule_is_created_updated_and_deleted(cloud: Cloud):
    outputs = {name: {"Value": {"Fn::GetAtt": ["Rule", name]}} for name in ("Arn", "ConfigRuleId")}
    outputs["Ref"] = {"Value": {"Ref": "Rule"}}
    every = "TwentyFour_Hours"
    assert cloud.create(recorded(Rule=rule(Description="keys", MaximumExecutionFrequency=every)), Outputs=outputs) == (
        "CREATE_COMPLETE"
    ), cloud.reasons()
    (found,) = rules(cloud)
    assert cloud.outputs() == {"Ref": "Rotated", "Arn": found["ConfigRuleArn"], "ConfigRuleId": found["ConfigRuleId"]}
    assert found["Source"] == {"Owner": "AWS", "SourceIdentifier": "ACCESS_KEYS_ROTATED"}
    assert json.loads(found["InputParameters"]) == {"maxAccessKeyAge": "90"}
    assert (found["Description"], found["MaximumExecutionFrequency"]) == ("keys", every)

    assert cloud.update(recorded(Rule=rule(InputParameters={"maxAccessKeyAge": "60"}))) == "UPDATE_COMPLETE"
    (changed,) = rules(cloud)
    assert changed["ConfigRuleId"] == found["ConfigRuleId"]
    assert (json.loads(changed["InputParameters"]), "Description" in changed) == ({"maxAccessKeyAge": "60"}, False)
    assert cloud.update(recorded(Rule=rule(ConfigRuleName="KeysRotated"))) == "UPDATE_COMPLETE"
    assert [one["ConfigRuleName"] for one in rules(cloud)] == ["KeysRotated"]
    assert cloud.delete() == "DELETE_COMPLETE"
    assert rules(cloud) == []


def test_a_rule_needs_a_recorder(cloud: Cloud):
    alone = rule()
    del alone["DependsOn"]
    assert cloud.create({"Rule": alone}) == "ROLLBACK_COMPLETE"
    assert "NoAvailableConfigurationRecorderException" in cloud.reasons()
    cloud.client("config").put_configuration_recorder(
        ConfigurationRecorder={"name": "default", "roleARN": "arn:aws:iam::123456789012:role/Config"}
    )
    assert cloud.create({"Rule": alone}, "again") == "CREATE_COMPLETE"


def test_a_recorder_records_to_its_channel(cloud: Cloud):
    assert cloud.create(recorded()) == "CREATE_COMPLETE", cloud.reasons()
    config = cloud.client("config")
    (recorder,) = config.describe_configuration_recorders()["ConfigurationRecorders"]
    assert recorder["name"] == cloud.physical_id("Recorder") == "default"
    assert recorder["roleARN"].endswith(f"role/{cloud.physical_id('Role')}")
    assert recorder["recordingGroup"] == {
        "allSupported": False,
        "includeGlobalResourceTypes": False,
        "resourceTypes": ["AWS::IAM::User"],
    }
    assert config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"][0]["recording"]
    assert config.describe_delivery_channels()["DeliveryChannels"] == [
        {
            "name": "default",
            "s3BucketName": cloud.physical_id("Bucket"),
            "s3KeyPrefix": "config",
            "configSnapshotDeliveryProperties": {"deliveryFrequency": "TwentyFour_Hours"},
        }
    ]
    assert cloud.delete() == "DELETE_COMPLETE"
    assert config.describe_configuration_recorders()["ConfigurationRecorders"] == []
    assert config.describe_delivery_channels()["DeliveryChannels"] == []


def test_there_is_one_recorder_and_one_channel(cloud: Cloud):
    cloud.create(recorded())
    another = {"name": "another", "roleARN": "arn:aws:iam::123456789012:role/Config"}
    with refused("MaxNumberOfConfigurationRecordersExceededException"):
        cloud.client("config").put_configuration_recorder(ConfigurationRecorder=another)
    with refused("MaxNumberOfDeliveryChannelsExceededException"):
        cloud.client("config").put_delivery_channel(DeliveryChannel={"name": "another", "s3BucketName": "b"})
