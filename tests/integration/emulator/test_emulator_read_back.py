from typing import Any

import pytest

from emulator.client_env import client_environment
from emulator.errors import EmulatorError
from emulator.inventory import read_back, show
from tests.integration.emulator.smoke import CUSTOM_RESOURCE, Cloud, allow, custom, function, trust
from tests.integration.emulator.trail import trail

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


def resource(resource_type: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::{resource_type}", "Properties": properties}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


WORKER = {
    "Key": resource("KMS::Key", KeyPolicy=allow("kms:*", Principal="*")),
    "Alias": resource("KMS::Alias", AliasName="alias/worker", TargetKeyId=ref("Key")),
    "DeadLetters": resource("SQS::Queue", KmsMasterKeyId=arn("Key")),
    "Queue": resource(
        "SQS::Queue",
        KmsMasterKeyId=arn("Key"),
        RedrivePolicy={"deadLetterTargetArn": arn("DeadLetters"), "maxReceiveCount": 3},
    ),
    "QueuePolicy": resource(
        "SQS::QueuePolicy", Queues=[ref("Queue")], PolicyDocument=allow("sqs:SendMessage", Principal="*")
    ),
    "Logs": resource("Logs::LogGroup", LogGroupName="/worker", RetentionInDays=30, KmsKeyId=arn("Key")),
    "Network": resource("EC2::VPC", CidrBlock="10.0.0.0/16"),
    "Subnet": resource("EC2::Subnet", VpcId=ref("Network"), CidrBlock="10.0.0.0/24"),
    "Routes": resource("EC2::RouteTable", VpcId=ref("Network")),
    "Routed": resource("EC2::SubnetRouteTableAssociation", RouteTableId=ref("Routes"), SubnetId=ref("Subnet")),
    "Group": resource("EC2::SecurityGroup", GroupDescription="worker", VpcId=ref("Network")),
    "Rule": resource(
        "EC2::SecurityGroupIngress",
        GroupId=ref("Group"),
        SourceSecurityGroupId=ref("Group"),
        IpProtocol="tcp",
        FromPort=443,
        ToPort=443,
    ),
    "Endpoint": resource(
        "EC2::VPCEndpoint",
        VpcId=ref("Network"),
        ServiceName="com.amazonaws.us-east-1.sqs",
        VpcEndpointType="Interface",
        SubnetIds=[ref("Subnet")],
    ),
    "FlowLog": resource(
        "EC2::FlowLog", ResourceId=ref("Network"), ResourceType="VPC", TrafficType="ALL", LogGroupName=ref("Logs")
    ),
    "Role": resource(
        "IAM::Role", AssumeRolePolicyDocument=trust({"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]})
    ),
    "Policy": resource(
        "IAM::Policy", PolicyName="Own", PolicyDocument=allow("sqs:*", arn("Queue")), Roles=[ref("Role")]
    ),
    "InstanceProfile": resource("IAM::InstanceProfile", InstanceProfileName="Web", Roles=[ref("Role")]),
    "Saml": resource(
        "IAM::SAMLProvider",
        Name="Company",
        SamlMetadataDocument='<EntityDescriptor entityID="https://idp.example.com"></EntityDescriptor>',
    ),
    "Function": resource(
        "Lambda::Function",
        FunctionName="Worker",
        Runtime="python3.13",
        Handler="index.handler",
        Role=arn("Role"),
        Code={"ZipFile": "def handler(event, context): return 'ok'"},
        KmsKeyArn=arn("Key"),
        VpcConfig={"SubnetIds": [ref("Subnet")], "SecurityGroupIds": [ref("Group")]},
        DeadLetterConfig={"TargetArn": arn("DeadLetters")},
    ),
    "Source": resource(
        "Lambda::EventSourceMapping", FunctionName=ref("Function"), EventSourceArn=arn("Queue"), BatchSize=5
    ),
    "Cluster": resource("EKS::Cluster", Name="example", RoleArn=arn("Role"), ResourcesVpcConfig={}),
    "Pod": resource(
        "EKS::PodIdentityAssociation",
        ClusterName=ref("Cluster"),
        Namespace="web",
        ServiceAccount="reader",
        RoleArn=arn("Role"),
    ),
}


ROTATION = {
    "Key": resource("KMS::Key", KeyPolicy=allow("kms:*", Principal="*")),
    "Topic": resource("SNS::Topic", TopicName="Notices", KmsMasterKeyId=arn("Key")),
    "TopicPolicy": resource(
        "SNS::TopicPolicy", Topics=[ref("Topic")], PolicyDocument=allow("sns:Publish", Principal="*")
    ),
    "Subscription": resource("SNS::Subscription", TopicArn=ref("Topic"), Protocol="email", Endpoint="a@example.com"),
    **function(CUSTOM_RESOURCE, FunctionName="Rotation", DeadLetterConfig={"TargetArn": ref("Topic")}),
    "Permission": resource(
        "Lambda::Permission",
        FunctionName=arn("Function"),
        Action="lambda:InvokeFunction",
        Principal="secretsmanager.amazonaws.com",
        SourceArn=ref("Secret"),
    ),
    "Alarm": resource(
        "CloudWatch::Alarm",
        AlarmName="Failed",
        Namespace="AWS/Lambda",
        MetricName="Errors",
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        Threshold=1,
        EvaluationPeriods=1,
        AlarmActions=[ref("Topic")],
    ),
    "Rule": resource(
        "Events::Rule",
        Name="Hourly",
        ScheduleExpression="rate(1 hour)",
        Targets=[{"Id": "Function", "Arn": arn("Function")}],
    ),
    "Secret": resource("SecretsManager::Secret", Name="iam/key"),
    "Schedule": {
        **resource(
            "SecretsManager::RotationSchedule",
            SecretId=ref("Secret"),
            RotationLambdaARN=arn("Function"),
            RotationRules={"AutomaticallyAfterDays": 90},
            RotateImmediatelyOnUpdate=False,
        ),
        "DependsOn": "Permission",
    },
    "Thing": custom(Id="a-thing"),
    "Other": custom("AWS::CloudFormation::CustomResource", Id="another"),
}


RECORDED = {
    **trail(),
    "Locked": resource(
        "S3::Bucket",
        ObjectLockEnabled=True,
        ObjectLockConfiguration={"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}},
        LoggingConfiguration={"DestinationBucketName": ref("Bucket")},
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": False,
        },
    ),
    "Filter": resource(
        "Logs::MetricFilter",
        FilterName="KeyCreated",
        LogGroupName=ref("Logs"),
        FilterPattern='{ $.eventName = "CreateAccessKey" }',
        MetricTransformations=[{"MetricNamespace": "iam", "MetricName": "KeyCreated", "MetricValue": "1"}],
    ),
    "Recorder": resource(
        "Config::ConfigurationRecorder",
        Name="default",
        RoleARN={"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/${Linked}"},
    ),
    "Linked": resource("IAM::ServiceLinkedRole", AWSServiceName="config.amazonaws.com"),
    "Channel": resource("Config::DeliveryChannel", Name="default", S3BucketName=ref("Bucket")),
    "Rotated": {
        **resource(
            "Config::ConfigRule",
            ConfigRuleName="Rotated",
            Source={"Owner": "AWS", "SourceIdentifier": "ACCESS_KEYS_ROTATED"},
            InputParameters={"maxAccessKeyAge": 90},
        ),
        "DependsOn": "Recorder",
    },
    "Analyzer": resource("AccessAnalyzer::Analyzer", Type="ACCOUNT"),
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


def test_a_worker_in_a_network_is_read_back(cloud: Cloud):
    assert cloud.create(WORKER) == "CREATE_COMPLETE"
    found = {one.resource.logical_id: one.row for one in read_back(client_environment(cloud.account))}
    assert found.keys() == WORKER.keys()
    id = {name: cloud.physical_id(name) for name in WORKER}
    queue, dead, role = (id[name].rpartition("/")[2] for name in ("Queue", "DeadLetters", "Role"))
    assert found == {
        "Key": (id["Key"], "-", "Enabled", "no"),
        "Alias": ("alias/worker", id["Key"]),
        "DeadLetters": (dead, id["Key"], "-"),
        "Queue": (queue, id["Key"], dead),
        "QueuePolicy": (queue, "1"),
        "Logs": ("/worker", "30", id["Key"]),
        "Network": (id["Network"], "10.0.0.0/16", "available"),
        "Subnet": (id["Subnet"], id["Network"], "10.0.0.0/24", "us-east-1a"),
        "Routes": (id["Routes"], id["Network"], "10.0.0.0/16"),
        "Routed": (id["Subnet"], id["Routes"]),
        "Group": (id["Group"], id["Network"], "1", "1"),
        "Rule": (id["Group"], "in", "tcp", "443-443", id["Group"]),
        "Endpoint": (id["Endpoint"], id["Network"], "com.amazonaws.us-east-1.sqs", "Interface"),
        "FlowLog": (id["FlowLog"], id["Network"], "ALL", "/worker"),
        "Role": (role, "lambda.amazonaws.com, ec2.amazonaws.com", "Own (inline)"),
        "Policy": ("Own", role),
        "InstanceProfile": ("Web", "/", role),
        "Saml": ("Company", "https://idp.example.com"),
        "Function": ("Worker", role, "python3.13", id["Key"], id["Subnet"], dead),
        "Source": (queue, "Worker", "5", "Enabled"),
        "Cluster": ("example", role, "ACTIVE"),
        "Pod": (id["Pod"], "example", "web/reader", role),
    }


def test_a_rotation_and_its_notices_are_read_back(cloud: Cloud):
    assert cloud.create(ROTATION) == "CREATE_COMPLETE", cloud.reasons()
    found = {one.resource.logical_id: one.row for one in read_back(client_environment(cloud.account))}
    key, role = cloud.physical_id("Key"), cloud.physical_id("Role")
    secret = cloud.physical_id("Secret").rpartition("/")[2]
    assert found == {
        "Key": (key, "-", "Enabled", "no"),
        "Topic": ("Notices", key, "1"),
        "TopicPolicy": ("Notices", "1"),
        "Subscription": ("Notices", "email", "a@example.com"),
        "Role": (role, "lambda.amazonaws.com", "Own (inline)"),
        "Function": ("Rotation", role, "python3.13", "-", "-", "Notices"),
        "Permission": ("Rotation", "secretsmanager.amazonaws.com", secret),
        "Alarm": ("Failed", "AWS/Lambda Errors", "INSUFFICIENT_DATA", "Notices"),
        "Rule": ("Hourly", "rate(1 hour)", "ENABLED", "Rotation"),
        "Secret": ("iam/key", "aws/secretsmanager"),
        "Schedule": ("iam/key", "every 90 days", "Rotation", "yes"),
        "Thing": ("Thing", "a-thing", "Rotation"),
        "Other": ("AWS::CloudFormation::CustomResource", "another", "Rotation"),
    }
    assert "custom resources (only their function knows them) (2)" in show(client_environment(cloud.account))


def test_a_trail_and_who_reads_it_are_read_back(cloud: Cloud):
    assert cloud.create(RECORDED) == "CREATE_COMPLETE", cloud.reasons()
    found = {one.resource.logical_id: one.row for one in read_back(client_environment(cloud.account))}
    id = {name: cloud.physical_id(name) for name in RECORDED}
    assert found == {
        "Key": (id["Key"], "-", "Enabled", "no"),
        "Bucket": (id["Bucket"], "AES256", "yes", "-", "-", "-"),
        "BucketPolicy": (id["Bucket"], "2"),
        "Logs": ("/trail", "for ever", "-"),
        "Writer": (id["Writer"], "cloudtrail.amazonaws.com", "Write (inline)"),
        "Trail": ("Audit", id["Bucket"], "trail", id["Key"], "every Region of the account, validated"),
        "Locked": (id["Locked"], "AES256", "no", "Enabled", "GOVERNANCE", id["Bucket"]),
        "Filter": ("KeyCreated", "/trail", "iam KeyCreated", '{ $.eventName = "CreateAccessKey" }'),
        "Recorder": ("default", "AWSServiceRoleForConfig", "yes"),
        "Linked": ("AWSServiceRoleForConfig", "config.amazonaws.com", "-"),
        "Channel": ("default", id["Bucket"]),
        "Rotated": ("Rotated", "ACCESS_KEYS_ROTATED", "maxAccessKeyAge=90", "ACTIVE"),
    }
    shown = show(client_environment(cloud.account))
    assert max(map(len, shown.splitlines())) <= 100
    assert "recorded only" in shown
    cloud.client("cloudtrail").stop_logging(Name="Audit")
    assert "nothing: it is" in show(client_environment(cloud.account))


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
    cloud.create({"Board": {"Type": "AWS::CloudWatch::Dashboard", "Properties": {"DashboardBody": "{}"}}})
    with pytest.raises(EmulatorError, match="no reader for AWS::CloudWatch::Dashboard"):
        read_back(client_environment(cloud.account))


def test_the_bootstrap_stack_is_left_out(cloud: Cloud):
    cloud.create({"Topic": {"Type": "AWS::SNS::Topic"}}, "CDKToolkit")
    assert show(client_environment(cloud.account)) == "no resources: nothing is deployed"
