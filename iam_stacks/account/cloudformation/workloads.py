"""What runs with roles, out of a template.

Only the roles are read that what runs there can act as: not those that a service keeps for itself, such as the
execution role by which ECS pulls the image of a task.

Sources: CloudFormation Template Reference Guide, the page of each resource type; Amazon ECS Developer Guide, "Amazon
ECS task execution IAM role".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iam_stacks.account.cloudformation.functions import is_call
from iam_stacks.account.cloudformation.identities import Reader, attach, common
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import Fault, show, text_of
from iam_stacks.account.gathered import ROLE, Gathered, Named, Runner
from iam_stacks.account.place import Place

_EACH = "*"


class Runs(NamedTuple):
    """Where a resource type has the roles of what it runs.

    A path leads through lists to each of their items; `*` stands for every property of an object.

    Attributes:
        roles: paths of the names or ARNs of roles.
        profiles: paths of the names or ARNs of instance profiles.
    """

    roles: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


WORKLOADS: Mapping[str, Runs] = {
    "AWS::Amplify::App": Runs(("IAMServiceRole", "ComputeRoleArn")),
    "AWS::Amplify::Branch": Runs(("ComputeRoleArn",)),
    "AWS::AppRunner::Service": Runs(("InstanceConfiguration.InstanceRoleArn",)),
    "AWS::AutoScaling::LaunchConfiguration": Runs(profiles=("IamInstanceProfile",)),
    "AWS::Batch::JobDefinition": Runs(
        (
            "ContainerProperties.JobRoleArn",
            "EcsProperties.TaskProperties.TaskRoleArn",
            "NodeProperties.NodeRangeProperties.Container.JobRoleArn",
            "NodeProperties.NodeRangeProperties.EcsProperties.TaskProperties.TaskRoleArn",
        )
    ),
    "AWS::Bedrock::Agent": Runs(("AgentResourceRoleArn",)),
    "AWS::BedrockAgentCore::BrowserCustom": Runs(("ExecutionRoleArn",)),
    "AWS::BedrockAgentCore::CodeInterpreterCustom": Runs(("ExecutionRoleArn",)),
    "AWS::BedrockAgentCore::Runtime": Runs(("RoleArn",)),
    "AWS::CloudFormation::StackSet": Runs(("AdministrationRoleARN",)),
    "AWS::CodeBuild::Project": Runs(("ServiceRole",)),
    "AWS::CodePipeline::Pipeline": Runs(("RoleArn", "Stages.Actions.RoleArn")),
    "AWS::EC2::Instance": Runs(profiles=("IamInstanceProfile",)),
    "AWS::EC2::LaunchTemplate": Runs(
        profiles=("LaunchTemplateData.IamInstanceProfile.Arn", "LaunchTemplateData.IamInstanceProfile.Name")
    ),
    "AWS::ECS::TaskDefinition": Runs(("TaskRoleArn",)),
    "AWS::EMR::Cluster": Runs(profiles=("JobFlowRole",)),
    "AWS::Events::Rule": Runs(("RoleArn", "Targets.RoleArn")),
    "AWS::GameLift::Fleet": Runs(("InstanceRoleARN",)),
    "AWS::Glue::DevEndpoint": Runs(("RoleArn",)),
    "AWS::Glue::Job": Runs(("Role",)),
    "AWS::ImageBuilder::InfrastructureConfiguration": Runs(profiles=("InstanceProfileName",)),
    "AWS::IoT::TopicRule": Runs(("TopicRulePayload.Actions.*.RoleArn", "TopicRulePayload.ErrorAction.*.RoleArn")),
    "AWS::Lambda::Function": Runs(("Role",)),
    "AWS::Pipes::Pipe": Runs(("RoleArn",)),
    "AWS::SSM::Association": Runs(("Parameters.AutomationAssumeRole",)),
    "AWS::SSM::MaintenanceWindowTask": Runs(
        (
            "ServiceRoleArn",
            "TaskInvocationParameters.MaintenanceWindowAutomationParameters.Parameters.AutomationAssumeRole",
        )
    ),
    "AWS::SageMaker::Domain": Runs(("DefaultUserSettings.ExecutionRole", "DefaultSpaceSettings.ExecutionRole")),
    "AWS::SageMaker::NotebookInstance": Runs(("RoleArn",)),
    "AWS::SageMaker::UserProfile": Runs(("UserSettings.ExecutionRole",)),
    "AWS::Scheduler::Schedule": Runs(("Target.RoleArn",)),
    "AWS::StepFunctions::StateMachine": Runs(("RoleArn",)),
}
"""By resource type."""


def _workload(resource: Resource, gathered: Gathered) -> None:
    runs = WORKLOADS[resource.type]
    named = [each for path in runs.roles for each in _texts(resource, path, gathered)]
    profiles = [each for path in runs.profiles for each in _texts(resource, path, gathered)]
    runner = Runner(type=resource.type, common=common(resource), profiles=profiles)
    runner.roles += [name for name, _ in named if name.startswith("arn:")]
    names = [each for each in named if not each[0].startswith("arn:")]
    attach(resource, gathered, names, ROLE, lambda role: runner.roles.append(role.common["arn"]))
    gathered.workloads.append(runner)


def _texts(resource: Resource, path: str, gathered: Gathered) -> Iterator[Named]:
    """Yield the texts at the end of a path, each with its place; nothing else in the properties is resolved."""
    found: list[tuple[Any, Place]] = [(resource.properties, resource.place)]
    for name in path.split("."):
        found = [each for value, place in found for each in _step(value, place, name, resource, gathered)]
    for value, place in found:
        try:
            yield text_of(value), place
        except Fault as fault:
            gathered.report(place, str(fault))


def _step(value: Any, place: Place, name: str, resource: Resource, gathered: Gathered) -> Iterator[tuple[Any, Place]]:
    """Yield what a name, or `*`, leads to in an object."""
    if not isinstance(value, Mapping):
        gathered.report(place, f"{show(value)} is not an object")
        return
    for each in value if name == _EACH else [name]:
        yield from _items(resource, value.get(each), place.at(str(each)))


def _items(resource: Resource, value: Any, place: Place) -> Iterator[tuple[Any, Place]]:
    """Yield a value, or the items of a list, without what is not there."""
    resolver = resource.resolver
    known = resolver.resolve(value, place) if isinstance(value, str) or is_call(value) else value
    if isinstance(known, list):
        for index, item in enumerate(known):
            yield from _items(resource, item, place.at(index))
    elif known is not None and known is not resolver.no_value:
        yield known, place


WORKLOAD_READERS: Mapping[str, Reader] = dict.fromkeys(WORKLOADS, _workload)
"""What is done with each resource type of the table."""
