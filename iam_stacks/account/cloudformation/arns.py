"""The ARNs of resources, and what `Ref` and `Fn::GetAtt` give of them.

Sources: CloudFormation Template Reference Guide, "Return values" of each resource type; Service Authorization
Reference, "Resource types defined by" each service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """What is known about a resource type.

    Texts have places to fill: `{partition}`, `{region}`, `{account}`, `{suffix}` (of URLs), `{path}`, `{arn}`, and
    `{name}`, which is the symbol of the logical id if CloudFormation will choose it. `{provider}`, `{parameter}`,
    `{secret}` and `{function}` are names as the ARNs of these have them; `{attached}` is the ARN of a secret; a place
    named as a property, such as `{DomainId}`, is what the property says.

    Attributes:
        arn: the ARN.
        name: the property with the name; empty if nobody can choose it.
        ref: what Ref gives.
        attributes: what Fn::GetAtt gives; other attributes are symbols.
    """

    arn: str
    name: str = ""
    ref: str = "{name}"
    attributes: Mapping[str, str] = {"Arn": "{arn}"}


_REGIONAL = "{region}:{account}"
_ARN = "{arn}"


def _iam(kind: str, name: str, ref: str = "{name}", attribute: str = "Arn") -> Kind:
    return Kind(f"arn:{{partition}}:iam::{{account}}:{kind}{{path}}{{name}}", name, ref, {attribute: _ARN})


def _regional(service: str, resource: str, name: str = "", ref: str = "{name}", **attributes: str) -> Kind:
    return Kind(f"arn:{{partition}}:{service}:{_REGIONAL}:{resource}", name, ref, {"Arn": _ARN} | attributes)


KINDS: Mapping[str, Kind] = {
    "AWS::IAM::User": _iam("user", "UserName"),
    "AWS::IAM::Group": _iam("group", "GroupName"),
    "AWS::IAM::Role": _iam("role", "RoleName"),
    "AWS::IAM::InstanceProfile": _iam("instance-profile", "InstanceProfileName"),
    "AWS::IAM::ManagedPolicy": _iam("policy", "ManagedPolicyName", _ARN, "PolicyArn"),
    "AWS::IAM::ServerCertificate": _iam("server-certificate", "ServerCertificateName"),
    "AWS::IAM::VirtualMFADevice": _iam("mfa", "VirtualMfaDeviceName", _ARN, "SerialNumber"),
    "AWS::IAM::SAMLProvider": Kind("arn:{partition}:iam::{account}:saml-provider/{name}", "Name", _ARN),
    "AWS::IAM::OIDCProvider": Kind("arn:{partition}:iam::{account}:oidc-provider/{provider}", "Url", _ARN),
    "AWS::IAM::ServiceLinkedRole": Kind(
        "arn:{partition}:iam::{account}:role/aws-service-role/{service}/{name}", "", "{name}", {"RoleName": "{name}"}
    ),
    "AWS::S3::Bucket": Kind("arn:{partition}:s3:::{name}", "BucketName"),
    "AWS::SQS::Queue": _regional(
        *("sqs", "{name}", "QueueName", "https://sqs.{region}.{suffix}/{account}/{name}"),
        **{"QueueName": "{name}", "QueueUrl": "https://sqs.{region}.{suffix}/{account}/{name}"},
    ),
    "AWS::SNS::Topic": _regional("sns", "{name}", "TopicName", _ARN, TopicArn=_ARN, TopicName="{name}"),
    "AWS::KMS::Key": _regional("kms", "key/{name}", KeyId="{name}"),
    "AWS::KMS::ReplicaKey": _regional("kms", "key/{name}", KeyId="{name}"),
    "AWS::KMS::Alias": _regional("kms", "{name}", "AliasName"),
    "AWS::Lambda::Function": _regional("lambda", "function:{name}", "FunctionName"),
    "AWS::Lambda::Alias": Kind("{function}:{name}", "Name", _ARN, {"AliasArn": _ARN}),
    "AWS::Lambda::Version": Kind("{function}:{name}", "", _ARN, {"FunctionArn": _ARN, "Version": "{name}"}),
    "AWS::Lambda::LayerVersion": _regional("lambda", "layer:{name}:{version}", "LayerName", _ARN),
    "AWS::SecretsManager::Secret": _regional("secretsmanager", "secret:{secret}", "Name", _ARN, Id=_ARN),
    "AWS::SecretsManager::SecretTargetAttachment": Kind("{attached}", "", _ARN),
    "AWS::SecretsManager::RotationSchedule": Kind("{attached}", "", _ARN),
    "AWS::DynamoDB::Table": _regional("dynamodb", "table/{name}", "TableName", StreamArn="{arn}/stream/{stream}"),
    "AWS::DynamoDB::GlobalTable": _regional("dynamodb", "table/{name}", "TableName"),
    "AWS::Logs::LogGroup": _regional("logs", "log-group:{name}", "LogGroupName", **{"Arn": "{arn}:*"}),
    "AWS::Events::Rule": _regional("events", "rule/{name}", "Name"),
    "AWS::Events::EventBus": _regional("events", "event-bus/{name}", "Name", Name="{name}"),
    "AWS::StepFunctions::StateMachine": _regional(
        "states", "stateMachine:{name}", "StateMachineName", _ARN, Name="{name}"
    ),
    "AWS::ECS::Cluster": _regional("ecs", "cluster/{name}", "ClusterName"),
    "AWS::ECR::Repository": _regional("ecr", "repository/{name}", "RepositoryName"),
    "AWS::Kinesis::Stream": _regional("kinesis", "stream/{name}", "Name"),
    "AWS::KinesisFirehose::DeliveryStream": _regional("firehose", "deliverystream/{name}", "DeliveryStreamName"),
    "AWS::SSM::Parameter": _regional("ssm", "parameter/{parameter}", "Name"),
    "AWS::CodeBuild::Project": _regional("codebuild", "project/{name}", "Name"),
    "AWS::CodeCommit::Repository": _regional("codecommit", "{name}", "RepositoryName", "{id}", Name="{name}"),
    "AWS::CodePipeline::Pipeline": _regional("codepipeline", "{name}", "Name"),
    "AWS::EKS::Cluster": _regional("eks", "cluster/{name}", "Name"),
    "AWS::CloudTrail::Trail": _regional("cloudtrail", "trail/{name}", "TrailName"),
    "AWS::CloudWatch::Alarm": _regional("cloudwatch", "alarm:{name}", "AlarmName"),
    "AWS::CertificateManager::Certificate": _regional("acm", "certificate/{name}", "", _ARN),
    "AWS::Cognito::UserPool": _regional("cognito-idp", "userpool/{name}"),
    "AWS::CloudFormation::Stack": _regional("cloudformation", "stack/{name}", "", _ARN),
    "AWS::CloudFormation::StackSet": _regional(
        *("cloudformation", "stackset/{name}:{id}", "StackSetName", "{name}:{id}"), StackSetId="{name}:{id}"
    ),
    "AWS::Amplify::App": _regional("amplify", "apps/{id}", "Name", _ARN, AppId="{id}", AppName="{name}"),
    "AWS::Amplify::Branch": _regional(
        *("amplify", "apps/{AppId}/branches/{name}", "BranchName", _ARN), BranchName="{name}"
    ),
    "AWS::AppRunner::Service": _regional(
        *("apprunner", "service/{name}/{id}", "ServiceName", _ARN), ServiceArn=_ARN, ServiceId="{id}"
    ),
    "AWS::AutoScaling::LaunchConfiguration": _regional(
        *("autoscaling", "launchConfiguration:{id}:launchConfigurationName/{name}", "LaunchConfigurationName")
    ),
    "AWS::Batch::JobDefinition": _regional(
        *("batch", "job-definition/{name}:{revision}", "JobDefinitionName", _ARN), JobDefinitionArn=_ARN
    ),
    "AWS::Bedrock::Agent": _regional("bedrock", "agent/{id}", "AgentName", "{id}", AgentArn=_ARN, AgentId="{id}"),
    "AWS::BedrockAgentCore::BrowserCustom": _regional(
        *("bedrock-agentcore", "browser-custom/{id}", "Name", "{id}"), BrowserArn=_ARN, BrowserId="{id}"
    ),
    "AWS::BedrockAgentCore::CodeInterpreterCustom": _regional(
        *("bedrock-agentcore", "code-interpreter-custom/{id}", "Name", "{id}"),
        **{"CodeInterpreterArn": _ARN, "CodeInterpreterId": "{id}"},
    ),
    "AWS::BedrockAgentCore::Runtime": _regional(
        *("bedrock-agentcore", "runtime/{id}", "AgentRuntimeName", "{id}"), AgentRuntimeArn=_ARN, AgentRuntimeId="{id}"
    ),
    "AWS::EC2::Instance": _regional("ec2", "instance/{name}", InstanceId="{name}"),
    "AWS::EC2::LaunchTemplate": _regional(
        *("ec2", "launch-template/{id}", "LaunchTemplateName", "{id}"), LaunchTemplateId="{id}"
    ),
    "AWS::ECS::TaskDefinition": _regional(
        *("ecs", "task-definition/{name}:{revision}", "Family", _ARN), TaskDefinitionArn=_ARN
    ),
    "AWS::EMR::Cluster": _regional("elasticmapreduce", "cluster/{id}", "Name", "{id}", Id="{id}"),
    "AWS::GameLift::Fleet": _regional("gamelift", "fleet/{id}", "Name", "{id}", FleetArn=_ARN, FleetId="{id}"),
    "AWS::Glue::DevEndpoint": _regional("glue", "devEndpoint/{name}", "EndpointName"),
    "AWS::Glue::Job": _regional("glue", "job/{name}", "Name"),
    "AWS::ImageBuilder::InfrastructureConfiguration": _regional(
        *("imagebuilder", "infrastructure-configuration/{name}", "Name", _ARN), Name="{name}"
    ),
    "AWS::IoT::TopicRule": _regional("iot", "rule/{name}", "RuleName"),
    "AWS::Pipes::Pipe": _regional("pipes", "pipe/{name}", "Name"),
    "AWS::SSM::Association": _regional("ssm", "association/{id}", "AssociationName", "{id}", AssociationId="{id}"),
    "AWS::SSM::MaintenanceWindowTask": _regional("ssm", "windowtask/{id}", "Name", "{id}", WindowTaskId="{id}"),
    "AWS::SageMaker::Domain": _regional(
        *("sagemaker", "domain/{id}", "DomainName", "{id}"), DomainArn=_ARN, DomainId="{id}"
    ),
    "AWS::SageMaker::NotebookInstance": _regional(
        *("sagemaker", "notebook-instance/{name}", "NotebookInstanceName", _ARN),
        **{"NotebookInstanceArn": _ARN, "NotebookInstanceName": "{name}"},
    ),
    "AWS::SageMaker::UserProfile": _regional(
        *("sagemaker", "user-profile/{DomainId}/{name}", "UserProfileName", "{id}"), UserProfileArn=_ARN
    ),
    "AWS::Scheduler::Schedule": _regional("scheduler", "schedule/{GroupName}/{name}", "Name"),
}
"""By resource type. A type that is not here has a symbol for its Ref and for each attribute."""
