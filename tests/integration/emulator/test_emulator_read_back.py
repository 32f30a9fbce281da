import pytest

from emulator.client_env import client_environment
from emulator.errors import EmulatorError
from emulator.inventory import read_back, show
from tests.integration.emulator.smoke import Cloud, allow, trust

ALL_KINDS = {
    "Key": {
        "Type": "AWS::KMS::Key",
        "Properties": {"EnableKeyRotation": True, "KeyPolicy": allow("kms:*", Principal="*")},
    },
    "Policy": {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"ManagedPolicyName": "ReadData", "PolicyDocument": allow("s3:GetObject")},
    },
    "Group": {
        "Type": "AWS::IAM::Group",
        "Properties": {"GroupName": "DataReaders", "ManagedPolicyArns": [{"Ref": "Policy"}]},
    },
    "John": {
        "Type": "AWS::IAM::User",
        "Properties": {"UserName": "JohnDoe", "Path": "/people/", "LoginProfile": {"Password": "example-Passw0rd"}},
    },
    "Addition": {
        "Type": "AWS::IAM::UserToGroupAddition",
        "Properties": {"GroupName": {"Ref": "Group"}, "Users": [{"Ref": "John"}]},
    },
    "AccessKey": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": {"Ref": "John"}}},
    "Secret": {
        "Type": "AWS::SecretsManager::Secret",
        "Properties": {
            "Name": "iam/JohnDoe",
            "SecretString": {"Fn::GetAtt": ["AccessKey", "SecretAccessKey"]},
            "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        },
    },
    "Provider": {
        "Type": "AWS::IAM::OIDCProvider",
        "Properties": {"Url": "https://token.actions.githubusercontent.com", "ClientIdList": ["sts.amazonaws.com"]},
    },
    "Role": {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": "LambdaExecutionRole",
            "AssumeRolePolicyDocument": trust({"Service": "lambda.amazonaws.com"}),
            "Policies": [{"PolicyName": "Own", "PolicyDocument": allow("s3:GetObject")}],
        },
    },
    "Metadata": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "v2:deflate64:example"}},
}


@pytest.fixture
def deployed(cloud: Cloud) -> Cloud:
    assert cloud.create(ALL_KINDS) == "CREATE_COMPLETE"
    return cloud


def test_every_resource_is_read_back(deployed: Cloud):
    found = {one.resource.logical_id: one.row for one in read_back(client_environment(deployed.account))}
    key = deployed.physical_id("Key")
    assert found == {
        "Key": (key, "-", "Enabled", "yes"),
        "Policy": ("ReadData", "/", "v1", "1"),
        "Group": ("DataReaders", "ReadData", "JohnDoe"),
        "John": ("JohnDoe", "/people/", "DataReaders", "yes", "1"),
        "Addition": ("DataReaders", "JohnDoe"),
        "AccessKey": (deployed.physical_id("AccessKey"), "JohnDoe", "Active"),
        "Secret": ("iam/JohnDoe", key),
        "Provider": ("token.actions.githubusercontent.com", "sts.amazonaws.com"),
        "Role": ("LambdaExecutionRole", "lambda.amazonaws.com", "Own (inline)"),
    }


def test_no_secret_is_shown(deployed: Cloud):
    secret = deployed.client("secretsmanager").get_secret_value(SecretId="iam/JohnDoe")["SecretString"]
    assert secret not in show(client_environment(deployed.account))


def remove_group(iam):
    iam.remove_user_from_group(GroupName="DataReaders", UserName="JohnDoe")
    iam.detach_group_policy(
        GroupName="DataReaders",
        PolicyArn=iam.list_attached_group_policies(GroupName="DataReaders")["AttachedPolicies"][0]["PolicyArn"],
    )
    iam.delete_group(GroupName="DataReaders")


def remove_key(iam):
    key = iam.list_access_keys(UserName="JohnDoe")["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.delete_access_key(UserName="JohnDoe", AccessKeyId=key)


def remove_member(iam):
    iam.remove_user_from_group(GroupName="DataReaders", UserName="JohnDoe")


@pytest.mark.parametrize(
    ("remove", "named"),
    [
        (remove_group, "AWS::IAM::Group DataReaders (stack stack, logical id Group) is not there"),
        (remove_key, "AWS::IAM::AccessKey"),
        (remove_member, "AWS::IAM::UserToGroupAddition"),
    ],
)
def test_what_is_gone_is_named(deployed: Cloud, remove, named):
    remove(deployed.client("iam"))
    with pytest.raises(EmulatorError) as error:
        read_back(client_environment(deployed.account))
    assert named in str(error.value)


def test_a_type_that_nobody_can_read_is_named(cloud: Cloud):
    cloud.create({"Topic": {"Type": "AWS::SNS::Topic"}})
    with pytest.raises(EmulatorError, match="no reader for AWS::SNS::Topic"):
        read_back(client_environment(cloud.account))


def test_the_bootstrap_stack_is_left_out(cloud: Cloud):
    cloud.create({"Topic": {"Type": "AWS::SNS::Topic"}}, "CDKToolkit")
    assert show(client_environment(cloud.account)) == "no resources: nothing is deployed"
