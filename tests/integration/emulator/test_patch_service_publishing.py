import json

import pytest

from tests.integration.emulator.smoke import Cloud, document
from tests.integration.emulator.trail import arn, heard, let, of, resource, rule

USE = ("kms:GenerateDataKey*", "kms:Decrypt")
TOPIC = {"Ref": "Topic"}


def alarm(**properties):
    common = {
        "AlarmName": "KeyCreated",
        "Namespace": "iam-stacks/identities",
        "MetricName": "KeyCreated",
        "Statistic": "Sum",
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
        "AlarmDescription": "somebody has made an access key",
        "AlarmActions": [TOPIC],
    }
    return resource("CloudWatch::Alarm", **{**common, **properties})


def deploy(cloud, resources):
    own = {"detail-type": ["example"]}
    everything = {**resources, "Alarm": alarm(), "Rule": rule(own)}
    assert cloud.create(everything) == "CREATE_COMPLETE", cloud.reasons()


def told(cloud, queue="Queue"):
    """Have the alarm go off, and an event happen; return who was heard of."""
    entry = {"Source": "example", "DetailType": "example", "Detail": "{}"}
    cloud.client("events").put_events(Entries=[entry])
    cloud.client("cloudwatch").set_alarm_state(AlarmName="KeyCreated", StateValue="ALARM", StateReason="a test")
    url = cloud.physical_id(queue)
    found = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    bodies = [json.loads(one["Body"]) for one in found]
    messages = [json.loads(body["Message"]) if "Message" in body else body for body in bodies]
    return sorted("alarm" if "AlarmName" in one else "event" for one in messages)


def test_what_is_allowed_is_sent(cloud: Cloud):
    deploy(cloud, heard())
    assert told(cloud) == ["alarm", "event"]


def test_an_alarm_says_what_it_is(cloud: Cloud):
    deploy(cloud, heard())
    cloud.client("cloudwatch").set_alarm_state(AlarmName="KeyCreated", StateValue="ALARM", StateReason="a test")
    (message,) = cloud.client("sqs").receive_message(QueueUrl=cloud.physical_id("Queue"))["Messages"]
    notice = json.loads(message["Body"])
    said = json.loads(notice["Message"])
    assert notice["Subject"] == 'ALARM: "KeyCreated" in us-east-1'
    assert (said["AlarmName"], said["NewStateValue"], said["NewStateReason"]) == ("KeyCreated", "ALARM", "a test")
    assert said["AlarmDescription"] == "somebody has made an access key"
    assert said["AWSAccountId"] == cloud.account


@pytest.mark.parametrize(
    ("services", "heard_of"),
    [
        (("events", "cloudwatch"), []),  # SNS cannot encrypt for the queue
        (("events", "sns"), ["event"]),
        (("cloudwatch", "sns"), ["alarm"]),
    ],
)
def test_the_key_has_to_allow_the_service(cloud: Cloud, services, heard_of):
    deploy(cloud, heard(*(let(one, *USE) for one in services)))
    assert told(cloud) == heard_of


def test_decrypting_is_not_enough(cloud: Cloud):
    deploy(cloud, heard(let("events", "kms:Decrypt"), let("cloudwatch", *USE), let("sns", *USE)))
    assert told(cloud) == ["alarm"]


def test_eventbridge_does_not_tell_the_key_for_which_rule_it_acts(cloud: Cloud):
    account = {"Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}
    deploy(cloud, heard(*(let(one, *USE, **account) for one in ("events", "cloudwatch", "sns"))))
    assert told(cloud) == ["alarm"]


def test_the_topic_has_to_allow_the_service(cloud: Cloud):
    alarms = {"Fn::Sub": "arn:aws:cloudwatch:us-east-1:${AWS::AccountId}:alarm:Another"}
    events = {"Fn::Sub": "arn:aws:events:us-east-1:${AWS::AccountId}:rule/Keys"}
    publish = (
        let("cloudwatch", "sns:Publish", resource=TOPIC, **of(alarms)),
        let("events", "sns:Publish", resource=TOPIC, **of(events)),
    )
    deploy(cloud, heard(policy=document(*publish)))
    assert told(cloud) == ["event"]


def test_the_default_policy_is_for_alarms_only(cloud: Cloud):
    resources = heard()
    del resources["TopicPolicy"]
    deploy(cloud, resources)
    assert told(cloud) == ["alarm"]


def test_what_denies_all_but_tls_lets_services_in(cloud: Cloud):
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": TOPIC, "Condition": plain}
    allowed = (let(one, "sns:Publish", resource=TOPIC) for one in ("events", "cloudwatch"))
    deploy(cloud, heard(policy=document(deny, *allowed)))
    assert told(cloud) == ["alarm", "event"]


@pytest.mark.parametrize(("allowed", "heard_of"), [(True, ["event"]), (False, [])])
def test_a_rule_that_tells_a_queue_needs_the_queue_s_policy(cloud: Cloud, allowed, heard_of):
    resources = {**heard(), "Alarm": alarm(AlarmActions=[]), "Direct": resource("SQS::Queue")}
    resources["Rule"] = rule({"detail-type": ["example"]}, Arn=arn("Direct"))
    policy = document(let("events", "sqs:SendMessage", resource=arn("Direct")))
    queue_policy = resource("SQS::QueuePolicy", Queues=[{"Ref": "Direct"}], PolicyDocument=policy)
    cloud.create({**resources, **({"DirectPolicy": queue_policy} if allowed else {})})
    assert told(cloud, "Direct") == heard_of
