"""What monitoring relies on and MiniStack does by itself: no patch makes these pass."""

import json

import pytest

from tests.integration.emulator.smoke import Cloud, document
from tests.integration.emulator.trail import arn, key, let, resource

PATTERN = '{ ($.eventName = "CreateAccessKey") && ($.errorCode NOT EXISTS) }'


def counted(**properties):
    transformation = {"MetricNamespace": "iam-stacks/identities", "MetricName": "KeyCreated", "MetricValue": "1"}
    common = {"LogGroupName": {"Ref": "Logs"}, "FilterPattern": PATTERN, "MetricTransformations": [transformation]}
    return {
        "Logs": resource("Logs::LogGroup", LogGroupName="/trail"),
        "Filter": resource("Logs::MetricFilter", **{**common, **properties}),
    }


def filters(cloud):
    return cloud.client("logs").describe_metric_filters(logGroupName="/trail")["metricFilters"]


def test_every_property_of_a_metric_filter_arrives(cloud: Cloud):
    assert cloud.create(counted(FilterName="KeyCreated")) == "CREATE_COMPLETE", cloud.reasons()
    (found,) = filters(cloud)
    assert found.pop("creationTime")
    counts = {"metricNamespace": "iam-stacks/identities", "metricName": "KeyCreated", "metricValue": "1"}
    assert found == {
        "filterName": "KeyCreated",
        "filterPattern": PATTERN,
        "metricTransformations": [counts],
        "logGroupName": "/trail",
    }
    assert cloud.physical_id("Filter") == "KeyCreated"
    assert cloud.update(counted(FilterName="KeyCreated", FilterPattern='{ $.eventName = "a" }')) == "UPDATE_COMPLETE"
    assert filters(cloud)[0]["filterPattern"] == '{ $.eventName = "a" }'
    assert cloud.delete() == "DELETE_COMPLETE"


def test_a_metric_filter_needs_its_log_group(cloud: Cloud):
    resources = counted(LogGroupName="/is-not-there")
    assert cloud.create(resources) == "ROLLBACK_COMPLETE"


def test_every_property_of_an_alarm_arrives(cloud: Cloud):
    properties = {
        "AlarmName": "KeyCreated",
        "AlarmDescription": "somebody has made an access key",
        "Namespace": "iam-stacks/identities",
        "MetricName": "KeyCreated",
        "Statistic": "Sum",
        "Period": 300,
        "EvaluationPeriods": 2,
        "DatapointsToAlarm": 1,
        "Threshold": 5,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
        "ActionsEnabled": True,
        "AlarmActions": [{"Ref": "Topic"}],
        "OKActions": [{"Ref": "Topic"}],
    }
    resources = {"Topic": resource("SNS::Topic"), "Alarm": resource("CloudWatch::Alarm", **properties)}
    cloud.create(resources)
    (found,) = cloud.client("cloudwatch").describe_alarms(AlarmNames=["KeyCreated"])["MetricAlarms"]
    told = [cloud.physical_id("Topic")]
    assert {name: found[name] for name in properties} == {**properties, "AlarmActions": told, "OKActions": told}


def test_a_key_rotates_and_has_its_policy(cloud: Cloud):
    statement = let("cloudtrail", "kms:GenerateDataKey*")
    made = key(statement)
    made["Properties"].update(EnableKeyRotation=True, Description="trail", PendingWindowInDays=30)
    cloud.create({"Key": made})
    kms, id = cloud.client("kms"), cloud.physical_id("Key")
    assert kms.get_key_rotation_status(KeyId=id)["KeyRotationEnabled"]
    assert json.loads(kms.get_key_policy(KeyId=id)["Policy"])["Statement"][1] == statement
    assert kms.describe_key(KeyId=id)["KeyMetadata"]["Description"] == "trail"
    assert cloud.update({"Key": key()}) == "UPDATE_COMPLETE"
    assert len(json.loads(kms.get_key_policy(KeyId=id)["Policy"])["Statement"]) == 1
    assert not kms.get_key_rotation_status(KeyId=id)["KeyRotationEnabled"]


def test_every_property_of_a_queue_arrives(cloud: Cloud):
    dead = {"deadLetterTargetArn": arn("Dead"), "maxReceiveCount": 3}
    cloud.create(
        {
            "Key": key(),
            "Dead": resource("SQS::Queue", MessageRetentionPeriod=1209600),
            "Queue": resource(
                "SQS::Queue", KmsMasterKeyId=arn("Key"), KmsDataKeyReusePeriodSeconds=3600, RedrivePolicy=dead
            ),
        }
    )

    def read(name):
        asked = {"QueueUrl": cloud.physical_id(name), "AttributeNames": ["All"]}
        return cloud.client("sqs").get_queue_attributes(**asked)["Attributes"]

    found, letters = read("Queue"), read("Dead")
    assert found["KmsMasterKeyId"].endswith(cloud.physical_id("Key"))
    assert found["KmsDataKeyReusePeriodSeconds"] == "3600"
    assert json.loads(found["RedrivePolicy"])["deadLetterTargetArn"] == letters["QueueArn"]
    assert letters["MessageRetentionPeriod"] == "1209600"


def test_a_subscription_says_what_it_is_told(cloud: Cloud):
    policy = {"source": ["aws.iam"]}
    subscription = resource(
        "SNS::Subscription",
        TopicArn={"Ref": "Topic"},
        Protocol="sqs",
        Endpoint=arn("Queue"),
        RawMessageDelivery=True,
        FilterPolicy=policy,
        FilterPolicyScope="MessageBody",
    )
    resources = {"Topic": resource("SNS::Topic"), "Queue": resource("SQS::Queue"), "Subscription": subscription}
    cloud.create(resources)
    asked = {"SubscriptionArn": cloud.physical_id("Subscription")}
    found = cloud.client("sns").get_subscription_attributes(**asked)["Attributes"]
    assert (found["RawMessageDelivery"], found["FilterPolicyScope"]) == ("true", "MessageBody")
    assert json.loads(found["FilterPolicy"]) == policy


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ({"Fn::Equals": [{"Ref": "Where"}, "us-east-1"]}, "CREATE_COMPLETE"),
        ({"Fn::Equals": [{"Ref": "Where"}, "eu-west-1"]}, None),
    ],
)
def test_an_assertion_of_a_template_refuses_the_deployment(cloud: Cloud, condition, status):
    said = "IAM's events reach EventBridge in us-east-1 only"
    rules = {"Home": {"Assertions": [{"Assert": condition, "AssertDescription": said}]}}
    where = {"Where": {"Type": "String", "Default": "us-east-1"}}
    topic = {"Topic": resource("SNS::Topic")}
    if status:
        assert cloud.create(topic, Parameters=where, Rules=rules) == status
        return
    with pytest.raises(Exception, match=said):
        cloud.create(topic, Parameters=where, Rules=rules)


def test_a_topic_s_policy_and_a_queue_s_arrive(cloud: Cloud):
    on = {"Topic": {"Ref": "Topic"}, "Queue": arn("Queue")}
    cloud.create(
        {
            "Topic": resource("SNS::Topic"),
            "Queue": resource("SQS::Queue"),
            "TopicPolicy": resource(
                "SNS::TopicPolicy",
                Topics=[{"Ref": "Topic"}],
                PolicyDocument=document(let("events", "sns:Publish", resource=on["Topic"])),
            ),
            "QueuePolicy": resource(
                "SQS::QueuePolicy",
                Queues=[{"Ref": "Queue"}],
                PolicyDocument=document(let("sns", "sqs:SendMessage", resource=on["Queue"])),
            ),
        }
    )
    topic = cloud.client("sns").get_topic_attributes(TopicArn=cloud.physical_id("Topic"))["Attributes"]
    asked = {"QueueUrl": cloud.physical_id("Queue"), "AttributeNames": ["Policy"]}
    queue = cloud.client("sqs").get_queue_attributes(**asked)["Attributes"]
    services = [json.loads(one["Policy"])["Statement"][0]["Principal"]["Service"] for one in (topic, queue)]
    assert services == ["events.amazonaws.com", "sns.amazonaws.com"]
