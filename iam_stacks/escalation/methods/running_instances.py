"""Running code on instances that are there, or that are launched from what is there."""

from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods.running import running
from iam_stacks.escalation.methods.sources import HACKTRICKS, IAM_VULNERABLE, PATHFINDING

_INSTANCE = "AWS::EC2::Instance"
_EC2 = "ec2.amazonaws.com"
_RUN_SHELL_SCRIPT = "arn:{partition}:ssm:{region}::document/AWS-RunShellScript"

RUNNING_INSTANCES = (
    running(
        "ssm-send-command",
        _INSTANCE,
        Need(action="ssm:SendCommand"),
        Need(action="ssm:SendCommand", on=_RUN_SHELL_SCRIPT),
        service=_EC2,
        says="run a command on {thing}",
        source=f"{PATHFINDING} ssm-002; {IAM_VULNERABLE} privesc-ssmSendCommand",
    ),
    running(
        "ssm-start-session",
        _INSTANCE,
        Need(action="ssm:StartSession"),
        service=_EC2,
        says="start a session on {thing}",
        source=f"{PATHFINDING} ssm-001; {IAM_VULNERABLE} privesc-ssmStartSession",
    ),
    running(
        "ssm-create-association",
        _INSTANCE,
        Need(action="ssm:CreateAssociation"),
        Need(action="ssm:CreateAssociation", on=_RUN_SHELL_SCRIPT),
        Need(action="ssm:CreateAssociation", on="arn:{partition}:ssm:{region}:{account}:association/{new}"),
        service=_EC2,
        says="have an association run a command on {thing}",
        source=f"{HACKTRICKS} SSM",
    ),
    running(
        "ec2-instance-connect-send-ssh-public-key",
        _INSTANCE,
        Need(action="ec2-instance-connect:SendSSHPublicKey"),
        service=_EC2,
        says="push an SSH key to {thing}",
        source=f"{PATHFINDING} ec2instanceconnect-003; {IAM_VULNERABLE} privesc-ec2InstanceConnect",
    ),
    running(
        "ec2-modify-instance-attribute",
        _INSTANCE,
        Need(action="ec2:StopInstances"),
        Need(action="ec2:ModifyInstanceAttribute"),
        Need(action="ec2:StartInstances"),
        service=_EC2,
        says="change the user data of {thing}, which runs when it starts",
        source=f"{PATHFINDING} ec2-002; {HACKTRICKS} EC2",
    ),
    running(
        "ec2-create-launch-template-version",
        "AWS::EC2::LaunchTemplate",
        Need(action="ec2:CreateLaunchTemplateVersion"),
        Need(action="ec2:ModifyLaunchTemplate"),
        service=_EC2,
        says="change the user data of instances that are launched from {thing}",
        source=f"{PATHFINDING} ec2-004; {PATHFINDING} ec2-005; {HACKTRICKS} EC2",
    ),
    running(
        "elasticmapreduce-add-job-flow-steps",
        "AWS::EMR::Cluster",
        Need(action="elasticmapreduce:AddJobFlowSteps"),
        service=_EC2,
        says="add a step with a command to {thing}",
        source=f"{HACKTRICKS} EMR",
    ),
)
