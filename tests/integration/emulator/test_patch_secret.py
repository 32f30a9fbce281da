import json
import string

from tests.integration.emulator.smoke import Cloud, allow


def secret(**properties):
    return {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "login", **properties}}}


GENERATED = {"SecretStringTemplate": '{"username":"JohnDoe"}', "GenerateStringKey": "password"}


def value(cloud):
    return cloud.client("secretsmanager").get_secret_value(SecretId="login")["SecretString"]


def test_ref_is_the_arn(cloud: Cloud):
    cloud.create(secret(SecretString="a"), Outputs={"Ref": {"Value": {"Ref": "Secret"}}})
    arn = cloud.client("secretsmanager").describe_secret(SecretId="login")["ARN"]
    assert cloud.outputs()["Ref"] == cloud.physical_id("Secret") == arn
    assert cloud.update(secret(SecretString="b", Description="changed")) == "UPDATE_COMPLETE"
    assert value(cloud) == "b"
    assert cloud.physical_id("Secret") == arn
    assert cloud.update(secret(Name="renamed", SecretString="b")) == "UPDATE_COMPLETE"
    names = [s["Name"] for s in cloud.client("secretsmanager").list_secrets()["SecretList"]]
    assert names == ["renamed"]
    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("secretsmanager").list_secrets()["SecretList"] == []


def test_a_policy_on_the_ref_grants_the_secret(cloud: Cloud):
    read = {"PolicyName": "Read", "PolicyDocument": allow("secretsmanager:GetSecretValue", {"Ref": "Secret"})}
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "Reader", "Policies": [read]}}
    cloud.create({**secret(SecretString="a"), "User": user})
    assert cloud.key_of("Reader")("secretsmanager").get_secret_value(SecretId="login")["SecretString"] == "a"


def test_a_generated_value_follows_the_rules(cloud: Cloud):
    rules = {**GENERATED, "PasswordLength": 24, "ExcludePunctuation": True, "ExcludeUppercase": "true"}
    cloud.create(secret(GenerateSecretString=rules))
    made = json.loads(value(cloud))
    assert made["username"] == "JohnDoe"
    assert len(made["password"]) == 24
    assert set(made["password"]) <= set(string.ascii_lowercase + string.digits)


def test_a_generated_value_has_a_character_of_each_kind(cloud: Cloud):
    cloud.create(secret(GenerateSecretString={"PasswordLength": 4}))
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation)
    assert all(set(kind) & set(value(cloud)) for kind in kinds)


def test_a_taken_name_fails_the_stack_and_leaves_the_other_secret_alone(cloud: Cloud):
    cloud.client("secretsmanager").create_secret(Name="login", SecretString="not the stack's")
    assert cloud.create(secret(SecretString="a")) == "ROLLBACK_COMPLETE"
    assert "already exists" in cloud.reasons()
    assert value(cloud) == "not the stack's"


def test_a_password_of_a_secret_becomes_a_login_profile(cloud: Cloud):
    password = ["{{resolve:secretsmanager:", {"Ref": "Secret"}, ":SecretString:password::}}"]
    profile = {"Password": {"Fn::Join": ["", password]}, "PasswordResetRequired": True}
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "LoginProfile": profile}}
    assert cloud.create({**secret(GenerateSecretString=GENERATED), "User": user}) == "CREATE_COMPLETE"
    login = cloud.client("iam").get_login_profile(UserName="JohnDoe")["LoginProfile"]
    assert login["PasswordResetRequired"] is True
    events = cloud.client("cloudformation").describe_stack_events(StackName="stack")
    assert json.loads(value(cloud))["password"] not in json.dumps(events, default=str)
    assert cloud.delete() == "DELETE_COMPLETE"
    assert cloud.client("iam").list_users()["Users"] == []
