import pytest

from tests.integration.emulator.smoke import Cloud, eventually, function, refused

# Each step writes itself into the secret's description; a secret whose description says so fails in that step.
CODE = """
import boto3

def handler(event, context):
    manager, step = boto3.client("secretsmanager"), event["Step"]
    secret, token = event["SecretId"], event["ClientRequestToken"]
    told = manager.describe_secret(SecretId=secret)
    assert told["VersionIdsToStages"][token], "the version is not there"
    manager.update_secret(SecretId=secret, Description=told.get("Description", "") + " " + step)
    assert told.get("Description", "") != "fail"
    if step == "createSecret":
        manager.put_secret_value(SecretId=secret, ClientRequestToken=token, SecretString=token,
                                 VersionStages=["AWSPENDING", "Mine=" + token])
    if step == "finishSecret":
        stages = told["VersionIdsToStages"].items()
        current = [version for version, labels in stages if "AWSCURRENT" in labels]
        manager.update_secret_version_stage(SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=token,
                                            RemoveFromVersionId=current[0])
"""
PERMISSION = {
    "Type": "AWS::Lambda::Permission",
    "Properties": {
        "FunctionName": {"Fn::GetAtt": ["Function", "Arn"]},
        "Action": "lambda:InvokeFunction",
        "Principal": "secretsmanager.amazonaws.com",
    },
}
ALL_STEPS = "createSecret setSecret testSecret finishSecret"


@pytest.fixture
def rotated(cloud: Cloud) -> Cloud:
    resources = {**function(CODE, "secretsmanager:*", FunctionName="Rotation"), "Permission": PERMISSION}
    assert cloud.create(resources) == "CREATE_COMPLETE"
    cloud.client("secretsmanager").create_secret(Name="key", SecretString="first")
    return cloud


def rotate(cloud, **more):
    arn = cloud.client("lambda").get_function_configuration(FunctionName="Rotation")["FunctionArn"]
    rules = {"AutomaticallyAfterDays": 30}
    return cloud.client("secretsmanager").rotate_secret(
        SecretId="key", RotationLambdaARN=arn, RotationRules=rules, **more
    )["VersionId"]


def secret(cloud):
    return cloud.client("secretsmanager").describe_secret(SecretId="key")


def test_a_rotation_takes_the_four_steps(rotated: Cloud):
    token = rotate(rotated)
    eventually(lambda: "LastRotatedDate" in secret(rotated))
    found = secret(rotated)
    assert found["Description"].split() == ALL_STEPS.split()
    assert (found["RotationEnabled"], found["RotationRules"]) == (True, {"AutomaticallyAfterDays": 30})
    value = rotated.client("secretsmanager").get_secret_value(SecretId="key")
    assert (value["VersionId"], value["SecretString"]) == (token, token)
    assert set(value["VersionStages"]) == {"AWSCURRENT", "AWSPENDING", f"Mine={token}"}
    before = rotated.client("secretsmanager").get_secret_value(SecretId="key", VersionStage="AWSPREVIOUS")
    assert before["SecretString"] == "first"
    assert rotate(rotated) != token


def test_a_step_that_fails_is_the_last_and_the_next_rotation_begins_with_it(rotated: Cloud):
    manager = rotated.client("secretsmanager")
    manager.update_secret(SecretId="key", Description="fail")
    token = rotate(rotated)
    eventually(lambda: secret(rotated)["Description"] == "fail createSecret")
    assert secret(rotated)["VersionIdsToStages"][token] == ["AWSPENDING"]
    with refused("ResourceNotFoundException"):
        manager.get_secret_value(SecretId="key", VersionStage="AWSPENDING")
    with refused("InvalidRequestException"):
        rotate(rotated)
    eventually(lambda: "LastRotatedDate" in secret(rotated))
    assert manager.get_secret_value(SecretId="key")["VersionId"] == token


def test_a_rotation_that_waits_for_its_time_is_only_tried(rotated: Cloud):
    rotate(rotated, RotateImmediately=False)
    eventually(lambda: len(secret(rotated)["VersionIdsToStages"]) == 1)
    assert secret(rotated)["Description"] == " testSecret"
    value = rotated.client("secretsmanager").get_secret_value(SecretId="key")
    assert (value["SecretString"], value["VersionStages"]) == ("first", ["AWSCURRENT"])


def test_a_function_that_secrets_manager_may_not_call_is_refused(cloud: Cloud):
    cloud.create(function(CODE, FunctionName="Rotation"))
    cloud.client("secretsmanager").create_secret(Name="key", SecretString="first")
    with refused("AccessDeniedException"):
        rotate(cloud)
    with refused("InvalidRequestException"):
        cloud.client("secretsmanager").rotate_secret(SecretId="key")


def test_a_rotation_is_cancelled(rotated: Cloud):
    rotate(rotated, RotateImmediately=False)
    rotated.client("secretsmanager").cancel_rotate_secret(SecretId="key")
    assert secret(rotated)["RotationEnabled"] is False
    with refused("ResourceNotFoundException"):
        rotated.client("secretsmanager").cancel_rotate_secret(SecretId="other")
