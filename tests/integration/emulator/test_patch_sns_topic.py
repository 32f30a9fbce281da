import json

from tests.integration.emulator.smoke import Cloud, allow

KEY = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": allow("kms:*", Principal="*")}}


def topic(**properties):
    return {"Key": KEY, "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "Notices", **properties}}}


def test_a_topic_has_the_key_that_it_is_given(cloud: Cloud):
    def key():
        found = cloud.client("sns").get_topic_attributes(TopicArn=cloud.physical_id("Topic"))["Attributes"]
        return found.get("KmsMasterKeyId")

    cloud.create(topic(KmsMasterKeyId={"Ref": "Key"}))
    assert key() == cloud.physical_id("Key")
    assert cloud.update(topic()) == "UPDATE_COMPLETE"
    assert key() is None
    assert cloud.update(topic(KmsMasterKeyId={"Ref": "Key"})) == "UPDATE_COMPLETE"
    assert key() == cloud.physical_id("Key")


def test_a_topic_without_a_policy_is_its_account_s(cloud: Cloud):
    cloud.create(topic())
    found = cloud.client("sns").get_topic_attributes(TopicArn=cloud.physical_id("Topic"))["Attributes"]
    (statement,) = json.loads(found["Policy"])["Statement"]
    assert statement["Condition"] == {"StringEquals": {"AWS:SourceOwner": cloud.account}}
