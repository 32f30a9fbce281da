"""Trust in the services that run workloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.trust.service import ServiceTrust

if TYPE_CHECKING:
    from typing_extensions import Self

_HERE = "arn:${{AWS::Partition}}:{}:${{AWS::Region}}:${{AWS::AccountId}}:{}"


class WorkloadTrust(ServiceTrust):
    """Builders for roles of workloads, in the account and Region that they are deployed to."""

    @classmethod
    def ec2(cls) -> Self:
        """Trust instances of EC2, by an instance profile. No condition: no guide shows one.

        AWS source: IAM User Guide, "Create a role to delegate permissions to an AWS service".
        """
        return cls.service("ec2.amazonaws.com")

    @classmethod
    def ecs_tasks(cls) -> Self:
        """Trust the tasks of ECS. A cluster cannot be named: ECS sends the same source for all of them.

        AWS source: Amazon ECS Developer Guide, "Amazon ECS task IAM role".
        """
        return cls.service("ecs-tasks.amazonaws.com", source_arn=_HERE.format("ecs", "*"))

    @classmethod
    def step_functions(cls, *, state_machine: str = "*") -> Self:
        """Trust state machines of Step Functions.

        AWS source: Step Functions Developer Guide, "Creating an IAM role for your state machine".

        Args:
            state_machine: its name; it may have wildcards. Default: any of the account and Region.

        Raises:
            PolicyError: the text is no name.
        """
        limits.WORKLOAD_NAME.require("state_machine", state_machine)
        return cls.service("states.amazonaws.com", source_arn=_HERE.format("states", f"stateMachine:{state_machine}"))

    @classmethod
    def event_bridge(cls) -> Self:
        """Trust EventBridge, which calls the targets of rules. No condition: its guide shows none.

        AWS source: EventBridge User Guide, "IAM roles for sending events to targets in Amazon EventBridge".
        """
        return cls.service("events.amazonaws.com")

    @classmethod
    def code_build(cls, *, project: str = "*") -> Self:
        """Trust build projects of CodeBuild.

        AWS source: CodeBuild User Guide, "Allow CodeBuild to interact with other AWS services".

        Args:
            project: its name; it may have wildcards. Default: any of the account and Region.

        Raises:
            PolicyError: the text is no name.
        """
        limits.WORKLOAD_NAME.require("project", project)
        return cls.service("codebuild.amazonaws.com", source_arn=_HERE.format("codebuild", f"project/{project}"))
