import json

from tests.integration.emulator.smoke import CUSTOM_RESOURCE, Cloud, custom, eventually, function

LOGS = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/Undone"}}


def resources(**things):
    return {"Logs": LOGS, **function(CUSTOM_RESOURCE, FunctionName="Undone"), **things}


def requests(cloud):
    """Return what the function was asked: the type, the physical id and the property Id."""
    events = cloud.client("logs").filter_log_events(logGroupName="/aws/lambda/Undone")["events"]
    lines = [line for event in events for line in event["message"].splitlines() if line.startswith("asked ")]
    asked = [json.loads(line.removeprefix("asked ")) for line in lines]
    return [(one["RequestType"], one.get("PhysicalResourceId"), one["ResourceProperties"]["Id"]) for one in asked]


def kept(body):
    return {**body, "DeletionPolicy": "Retain"}


def test_what_a_failed_create_left_is_deleted_by_its_physical_id(cloud: Cloud):
    made = resources(Thing=custom(Id="half", Fails="Create"))
    for name in ("Logs", "Role", "Function"):
        made[name] = kept(made[name])
    assert cloud.create(made) == "ROLLBACK_COMPLETE"
    assert "because of this" in cloud.reasons()
    eventually(lambda: requests(cloud) == [("Create", None, "half"), ("Delete", "half", "half")])


def test_so_it_is_when_an_update_adds_it(cloud: Cloud):
    cloud.create(resources())
    assert cloud.update(resources(Thing=custom(Id="half", Fails="Create"))) == "UPDATE_ROLLBACK_COMPLETE"
    eventually(lambda: requests(cloud) == [("Create", None, "half"), ("Delete", "half", "half")])


def test_a_failed_update_is_sent_back_and_nothing_is_deleted(cloud: Cloud):
    cloud.create(resources(Thing=custom(Id="one")))
    assert cloud.update(resources(Thing=custom(Id="one", Fails="Update"))) == "UPDATE_ROLLBACK_COMPLETE"
    expected = [("Create", None, "one"), ("Update", "one", "one"), ("Update", "one", "one")]
    eventually(lambda: requests(cloud) == expected)
