"""Running code in notebooks, jobs of data, and what agents use, where they are there."""

from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods.running import pass_its_role, running

_JOB = "AWS::Glue::Job"
_GLUE = "glue.amazonaws.com"
_NOTEBOOK = "AWS::SageMaker::NotebookInstance"
_SAGEMAKER = "sagemaker.amazonaws.com"
_CONFIG = "arn:{partition}:sagemaker:{region}:{account}:notebook-instance-lifecycle-config/{new}"
_PROFILE = "arn:{partition}:sagemaker:{region}:{account}:user-profile/{new}/{new}"
_AGENTCORE = "bedrock-agentcore.amazonaws.com"

RUNNING_DATA = (
    running(
        "glue-update-dev-endpoint",
        "AWS::Glue::DevEndpoint",
        Need(action="glue:UpdateDevEndpoint"),
        service=_GLUE,
        says="set an SSH key of {thing}",
        source=(
            "Rhino Security Labs, AWS IAM Privilege Escalation - Methods and Mitigation, 19; pathfinding.cloud glue-002"
        ),
    ),
    running(
        "glue-update-job-start-job-run",
        _JOB,
        pass_its_role(_GLUE),
        Need(action="glue:UpdateJob"),
        Need(action="glue:StartJobRun"),
        service=_GLUE,
        says="change the script of {thing}, and run it",
        source="pathfinding.cloud glue-005; Glue Developer Guide, IAM permissions for auto upgrade",
    ),
    running(
        "glue-update-job-create-trigger",
        _JOB,
        pass_its_role(_GLUE),
        Need(action="glue:UpdateJob"),
        Need(action="glue:CreateTrigger", on="arn:{partition}:glue:{region}:{account}:trigger/{new}"),
        service=_GLUE,
        says="change the script of {thing}, and have a trigger run it",
        source="pathfinding.cloud glue-006; Glue Developer Guide, IAM permissions for auto upgrade",
    ),
    running(
        "sagemaker-create-presigned-notebook-instance-url",
        _NOTEBOOK,
        Need(action="sagemaker:CreatePresignedNotebookInstanceUrl"),
        service=_SAGEMAKER,
        says="open {thing}",
        source=(
            "Rhino Security Labs, AWS IAM Privilege Escalation - Methods and Mitigation - Part 2; "
            "pathfinding.cloud sagemaker-004"
        ),
    ),
    running(
        "sagemaker-create-notebook-instance-lifecycle-config",
        _NOTEBOOK,
        Need(action="sagemaker:CreateNotebookInstanceLifecycleConfig", on=_CONFIG),
        Need(action="sagemaker:StopNotebookInstance"),
        Need(action="sagemaker:UpdateNotebookInstance"),
        Need(action="sagemaker:StartNotebookInstance"),
        service=_SAGEMAKER,
        says="have a lifecycle configuration run code when {thing} starts",
        source="pathfinding.cloud sagemaker-005",
    ),
    running(
        "sagemaker-create-presigned-domain-url",
        "AWS::SageMaker::UserProfile",
        Need(action="sagemaker:CreatePresignedDomainUrl"),
        service=_SAGEMAKER,
        says="open Studio as {thing}",
        source="HackTricks Cloud, AWS - Sagemaker Privesc",
    ),
    running(
        "sagemaker-create-presigned-domain-url-of-domain",
        "AWS::SageMaker::Domain",
        Need(action="sagemaker:CreatePresignedDomainUrl", on=_PROFILE),
        service=_SAGEMAKER,
        says="open Studio as a user profile of {thing}",
        source="HackTricks Cloud, AWS - Sagemaker Privesc",
    ),
    running(
        "bedrock-agentcore-invoke-code-interpreter",
        "AWS::BedrockAgentCore::CodeInterpreterCustom",
        Need(action="bedrock-agentcore:StartCodeInterpreterSession"),
        Need(action="bedrock-agentcore:InvokeCodeInterpreter"),
        service=_AGENTCORE,
        says="run code in {thing}",
        source="pathfinding.cloud bedrock-002",
    ),
    running(
        "bedrock-agentcore-invoke-agent-runtime-command",
        "AWS::BedrockAgentCore::Runtime",
        Need(action="bedrock-agentcore:InvokeAgentRuntimeCommand"),
        service=_AGENTCORE,
        says="run a command in {thing}",
        source="pathfinding.cloud bedrock-004",
    ),
    running(
        "bedrock-agentcore-connect-browser-automation-stream",
        "AWS::BedrockAgentCore::BrowserCustom",
        Need(action="bedrock-agentcore:StartBrowserSession"),
        Need(action="bedrock-agentcore:ConnectBrowserAutomationStream"),
        service=_AGENTCORE,
        says="steer {thing} to the credentials of its role",
        source="pathfinding.cloud bedrock-007",
    ),
)
