"""Resources named `w3` that run with the role `r3`, of each type that methods are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

_ROLE: Json = {"Fn::GetAtt": ["R3", "Arn"]}
_PROFILE: Json = {"Type": "AWS::IAM::InstanceProfile", "Properties": {"InstanceProfileName": "i3", "Roles": ["r3"]}}
_BY_PROFILE: Json = {"Name": {"Ref": "I3"}}

_PROPERTIES: Mapping[str, Json] = {
    "AWS::Amplify::App": {"Name": "w3", "IAMServiceRole": _ROLE},
    "AWS::AppRunner::Service": {"ServiceName": "w3", "InstanceConfiguration": {"InstanceRoleArn": _ROLE}},
    "AWS::Batch::JobDefinition": {"JobDefinitionName": "w3", "ContainerProperties": {"JobRoleArn": _ROLE}},
    "AWS::BedrockAgentCore::BrowserCustom": {"Name": "w3", "ExecutionRoleArn": _ROLE},
    "AWS::BedrockAgentCore::CodeInterpreterCustom": {"Name": "w3", "ExecutionRoleArn": _ROLE},
    "AWS::BedrockAgentCore::Runtime": {"AgentRuntimeName": "w3", "RoleArn": _ROLE},
    "AWS::CodeBuild::Project": {"Name": "w3", "ServiceRole": _ROLE},
    "AWS::CodePipeline::Pipeline": {"Name": "w3", "RoleArn": _ROLE},
    "AWS::ECS::TaskDefinition": {"Family": "w3", "TaskRoleArn": _ROLE},
    "AWS::Glue::DevEndpoint": {"EndpointName": "w3", "RoleArn": _ROLE},
    "AWS::Lambda::Function": {"FunctionName": "w3", "Role": _ROLE},
    "AWS::SageMaker::NotebookInstance": {"NotebookInstanceName": "w3", "RoleArn": _ROLE},
    "AWS::SageMaker::UserProfile": {
        "UserProfileName": "w3",
        "DomainId": "d-1",
        "UserSettings": {"ExecutionRole": _ROLE},
    },
    "AWS::SageMaker::Domain": {"DomainName": "w3", "DefaultUserSettings": {"ExecutionRole": _ROLE}},
    "AWS::StepFunctions::StateMachine": {"StateMachineName": "w3", "RoleArn": _ROLE},
}
_WITH_PROFILE: Mapping[str, Json] = {
    "AWS::EC2::Instance": {"IamInstanceProfile": {"Ref": "I3"}},
    "AWS::EC2::LaunchTemplate": {"LaunchTemplateName": "w3", "LaunchTemplateData": {"IamInstanceProfile": _BY_PROFILE}},
    "AWS::EMR::Cluster": {"Name": "w3", "JobFlowRole": {"Ref": "I3"}, "ServiceRole": "s3"},
}

WORKLOADS: Mapping[str, Mapping[str, Json]] = {
    **{type_: {"W3": {"Type": type_, "Properties": given}} for type_, given in _PROPERTIES.items()},
    **{type_: {"W3": {"Type": type_, "Properties": given}, "I3": _PROFILE} for type_, given in _WITH_PROFILE.items()},
}
"""By type, the resources of a template."""
