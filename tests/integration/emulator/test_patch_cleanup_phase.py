import json

import pytest

from tests.integration.emulator.smoke import CUSTOM_RESOURCE, Cloud, allow, custom, function

# Besides what the smoke tests' code does, it writes into a queue what it is asked, and what CloudFormation tells then.
CODE = (
    CUSTOM_RESOURCE.replace("def handler", "def answer")
    + """
import boto3

def handler(event, context):
    told = boto3.client("cloudformation")
    stack = event["StackId"]
    names = [user["UserName"] for user in boto3.client("iam").list_users()["Users"]]
    attached = boto3.client("iam").list_attached_user_policies
    body = {
        "request": [event["RequestType"], event.get("PhysicalResourceId"), event["ResourceProperties"]["Id"]],
        "status": told.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"],
        "template": sorted(told.get_template(StackName=stack)["TemplateBody"]["Resources"]),
        "users": names,
        "attached": [len(attached(UserName=name)["AttachedPolicies"]) for name in names],
    }
    if event["RequestType"] != "Create":
        found = told.describe_stack_resource(StackName=stack, LogicalResourceId="User")
        body["user"] = found["StackResourceDetail"]["PhysicalResourceId"]
    boto3.client("sqs").send_message(QueueUrl=event["ResourceProperties"]["Queue"], MessageBody=json.dumps(body))
    answer(event, context)
"""
)


def resources(name: str, *, description="one", thing=True):
    things = {"Thing": custom(Id={"Ref": "User"}, Queue={"Ref": "Queue"})} if thing else {}
    policy = {"Description": description, "PolicyDocument": allow("s3:*"), "Users": [{"Ref": "User"}]}
    return {
        "Queue": {"Type": "AWS::SQS::Queue"},
        **function(CODE, "sqs:*", "cloudformation:*", "iam:*"),
        "User": {"Type": "AWS::IAM::User", "Properties": {"UserName": name}},
        "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": policy},
        **things,
    }


def asked(cloud, request):
    sqs, url = cloud.client("sqs"), cloud.physical_id("Queue")
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    bodies = [json.loads(message["Body"]) for message in messages]
    return [body for body in bodies if body["request"][0] == request]


@pytest.fixture
def deployed(cloud: Cloud) -> Cloud:
    assert cloud.create(resources("John")) == "CREATE_COMPLETE", cloud.reasons()
    asked(cloud, "Create")
    return cloud


def test_what_is_replaced_is_deleted_by_its_old_id_with_its_old_properties_before_what_it_rests_on(deployed: Cloud):
    assert deployed.update(resources("Johnny", description="two")) == "UPDATE_COMPLETE", deployed.reasons()
    [deletion] = asked(deployed, "Delete")
    assert deletion == {
        "request": ["Delete", "John", "John"],
        "status": "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "template": sorted(resources("Johnny")),
        "users": ["John", "Johnny"],
        "attached": [1, 1],
        "user": "Johnny",
    }
    assert [user["UserName"] for user in deployed.client("iam").list_users()["Users"]] == ["Johnny"]
    found = deployed.client("cloudformation").describe_stack_events(StackName="stack")["StackEvents"]
    statuses = {(event["LogicalResourceId"], event["ResourceStatus"]) for event in found}
    assert {("User", "DELETE_COMPLETE"), ("Thing", "DELETE_COMPLETE"), ("stack", "UPDATE_COMPLETE")} <= statuses


def test_what_is_removed_is_deleted_in_the_cleanup(deployed: Cloud):
    assert deployed.update(resources("John", thing=False)) == "UPDATE_COMPLETE"
    [deletion] = asked(deployed, "Delete")
    assert deletion["status"] == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
    assert (deletion["template"], deletion["user"]) == (sorted(resources("John", thing=False)), "John")


def test_a_stack_that_goes_says_so(deployed: Cloud):
    kept = resources("John")
    kept["Queue"]["DeletionPolicy"] = "Retain"
    deployed.update(kept)
    url = deployed.physical_id("Queue")
    assert deployed.delete() == "DELETE_COMPLETE"
    [message] = deployed.client("sqs").receive_message(QueueUrl=url)["Messages"]
    body = json.loads(message["Body"])
    assert (body["request"], body["status"]) == (["Delete", "John", "John"], "DELETE_IN_PROGRESS")
    assert body["users"] == ["John"]
