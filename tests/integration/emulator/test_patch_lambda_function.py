import pytest

from tests.integration.emulator.smoke import Cloud, allow, trust

CODE = "def handler(event, context): return 'ok'"


def function(**properties):
    common = {
        "FunctionName": "Worker",
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": CODE},
    }
    lambda_ = {"AssumeRolePolicyDocument": trust({"Service": "lambda.amazonaws.com"})}
    return {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": allow("kms:*", Principal="*")}},
        "Dead": {"Type": "AWS::SQS::Queue"},
        "Network": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Network"}, "CidrBlock": "10.0.0.0/24"}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": lambda_},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {**common, **properties}},
    }


FULL = {
    "KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]},
    "VpcConfig": {"SubnetIds": [{"Ref": "Subnet"}], "SecurityGroupIds": ["sg-1"]},
    "DeadLetterConfig": {"TargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}},
    "ReservedConcurrentExecutions": 2,
}


def read(cloud):
    return cloud.client("lambda").get_function_configuration(FunctionName="Worker")


def reserved(cloud):
    found = cloud.client("lambda").get_function_concurrency(FunctionName="Worker")
    return found.get("ReservedConcurrentExecutions")


def is_full(cloud):
    found = read(cloud)
    assert found["KMSKeyArn"].endswith(cloud.physical_id("Key"))
    assert found["VpcConfig"]["SubnetIds"] == [cloud.physical_id("Subnet")]
    assert found["VpcConfig"]["SecurityGroupIds"] == ["sg-1"]
    assert found["DeadLetterConfig"]["TargetArn"].endswith(cloud.physical_id("Dead").rpartition("/")[2])
    return reserved(cloud) == 2


@pytest.mark.parametrize("first", [FULL, {}], ids=["created with them", "given them later"])
def test_what_a_function_is_given_it_has(cloud: Cloud, first):
    assert cloud.create(function(**first)) == "CREATE_COMPLETE"
    if not first:
        assert cloud.update(function(**FULL)) == "UPDATE_COMPLETE"
    assert is_full(cloud)


def test_what_a_function_is_no_longer_given_it_loses(cloud: Cloud):
    cloud.create(function(**FULL))
    assert read(cloud)["State"] == "Active"
    assert cloud.update(function()) == "UPDATE_COMPLETE"
    assert not read(cloud).get("KMSKeyArn")
    assert not read(cloud).get("VpcConfig", {}).get("SubnetIds")
    assert reserved(cloud) is None
    assert cloud.delete() == "DELETE_COMPLETE"
