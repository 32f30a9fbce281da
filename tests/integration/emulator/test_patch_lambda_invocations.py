import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.emulator.smoke import CUSTOM_RESOURCE, Cloud, custom, eventually, function, refused

SLOW = """
import time

def handler(event, context):
    time.sleep(event.get("seconds", 1.5))
    print("done", event.get("number"))
"""
# Fails at first, as a function does whose environment is not there yet.
FLAKY = (
    CUSTOM_RESOURCE.replace("def handler", "def answer")
    + """
import pathlib, tempfile

def handler(event, context):
    tried = pathlib.Path(tempfile.gettempdir(), event["RequestId"])
    if not tried.exists():
        tried.touch()
        raise RuntimeError("not yet")
    answer(event, context)
"""
)


def logs(name):
    return {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": f"/aws/lambda/{name}"}}}


def lines(cloud, name):
    events = cloud.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    return "\n".join(event["message"] for event in events)


@pytest.fixture
def one_at_a_time(cloud: Cloud) -> Cloud:
    made = function(SLOW, FunctionName="OneAtATime", ReservedConcurrentExecutions=1)
    assert cloud.create({**logs("OneAtATime"), **made}) == "CREATE_COMPLETE"
    return cloud


def test_events_wait_for_their_turn(one_at_a_time: Cloud):
    for number in range(4):  # longer than the two tries that an event which fails has
        payload = json.dumps({"number": number})
        one_at_a_time.client("lambda").invoke(FunctionName="OneAtATime", InvocationType="Event", Payload=payload)
    eventually(lambda: all(f"done {number}" in lines(one_at_a_time, "OneAtATime") for number in range(4)))


def test_who_waits_for_the_answer_is_told(one_at_a_time: Cloud):
    invoke = one_at_a_time.client("lambda").invoke
    invoke(FunctionName="OneAtATime", InvocationType="Event", Payload=json.dumps({"seconds": 10}))
    time.sleep(0.5)
    with refused("TooManyRequestsException"):
        invoke(FunctionName="OneAtATime", Payload="{}")


def test_a_custom_resource_waits_for_its_turn(cloud: Cloud):
    code = CUSTOM_RESOURCE + "    import time; time.sleep(1)\n"
    made = function(code, FunctionName="InTurn", ReservedConcurrentExecutions=1)
    assert cloud.create(made) == "CREATE_COMPLETE"
    with ThreadPoolExecutor() as pool:
        token = cloud.client("lambda").get_function_configuration(FunctionName="InTurn")["FunctionArn"]
        thing = {"Thing": {"Type": "Custom::Thing", "Properties": {"ServiceToken": token, "ServiceTimeout": 15}}}
        ends = list(pool.map(lambda stack: cloud.create(thing, stack), ["one", "two", "three"]))
    assert ends == ["CREATE_COMPLETE"] * 3


def test_a_custom_resource_whose_function_fails_is_tried_again(cloud: Cloud):
    assert cloud.create({**function(FLAKY), "Thing": custom()}) == "CREATE_COMPLETE", cloud.reasons()


def test_an_event_that_fails_becomes_a_dead_letter(cloud: Cloud):
    code = "def handler(event, context): raise RuntimeError('never')"
    dead = {"DeadLetterConfig": {"TargetArn": {"Fn::GetAtt": ["Queue", "Arn"]}}}
    rule = {
        "Type": "AWS::Events::Rule",
        "Properties": {
            "EventPattern": {"source": ["example"]},
            "Targets": [{"Id": "Function", "Arn": {"Fn::GetAtt": ["Function", "Arn"]}}],
        },
    }
    queue = {"Queue": {"Type": "AWS::SQS::Queue"}}
    cloud.create({**queue, **function(code, "sqs:*", FunctionName="Never", **dead), "Rule": rule})
    entry = {"Source": "example", "DetailType": "Example", "Detail": "{}"}
    cloud.client("events").put_events(Entries=[entry])
    url = cloud.physical_id("Queue")
    [message] = eventually(lambda: cloud.client("sqs").receive_message(QueueUrl=url).get("Messages"))
    assert json.loads(message["Body"])["requestPayload"]["source"] == "example"
