import pytest

from tests.integration.emulator.smoke import Cloud, eventually, function
from tests.integration.emulator.test_patch_secret_rotation import ALL_STEPS, CODE, PERMISSION

SECRET = {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "key"}}


def resources(days, at_once):
    schedule = {
        "SecretId": {"Ref": "Secret"},
        "RotationLambdaARN": {"Fn::GetAtt": ["Function", "Arn"]},
        "RotationRules": {"AutomaticallyAfterDays": days},
        "RotateImmediatelyOnUpdate": at_once,
    }
    return {
        **function(CODE, "secretsmanager:*", FunctionName="Rotation"),
        "Permission": PERMISSION,
        "Secret": SECRET,
        "Schedule": {
            "Type": "AWS::SecretsManager::RotationSchedule",
            "Properties": schedule,
            "DependsOn": "Permission",
        },
    }


def secret(cloud):
    return cloud.client("secretsmanager").describe_secret(SecretId="key")


@pytest.mark.parametrize(("at_once", "steps"), [(True, ALL_STEPS), (False, "testSecret"), ("false", "testSecret")])
def test_a_schedule_rotates_at_once_or_only_tries(cloud: Cloud, at_once, steps):
    assert cloud.create(resources(30, at_once)) == "CREATE_COMPLETE", cloud.reasons()
    eventually(lambda: secret(cloud).get("Description", "").split() == steps.split())
    found = secret(cloud)
    assert cloud.physical_id("Schedule") == cloud.physical_id("Secret") == found["ARN"]
    assert (found["RotationEnabled"], found["RotationRules"]["AutomaticallyAfterDays"]) == (True, 30)


def test_a_changed_schedule_tries_again_and_a_deleted_one_is_off(cloud: Cloud):
    cloud.create(resources(30, False))
    eventually(lambda: not secret(cloud).get("VersionIdsToStages"))
    assert cloud.update(resources(60, False)) == "UPDATE_COMPLETE"
    assert secret(cloud)["RotationRules"]["AutomaticallyAfterDays"] == 60
    eventually(lambda: secret(cloud)["Description"].split() == ["testSecret", "testSecret"])
    left = {name: body for name, body in resources(60, False).items() if name != "Schedule"}
    assert cloud.update(left) == "UPDATE_COMPLETE"
    assert secret(cloud)["RotationEnabled"] is False
