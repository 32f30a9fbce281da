"""Running code in notebooks, jobs of data, and what agents use, where they are there."""

from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods.running import running
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

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
        source=f"{RHINO} 20; {PATHFINDING} glue-002",
    ),
    running(
        "sagemaker-create-presigned-notebook-instance-url",
        _NOTEBOOK,
        Need(action="sagemaker:CreatePresignedNotebookInstanceUrl"),
        service=_SAGEMAKER,
        says="open {thing}",
        source=f"{RHINO} 28; {PATHFINDING} sagemaker-004",
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
        source=f"{PATHFINDING} sagemaker-005",
    ),
    running(
        "sagemaker-create-presigned-domain-url",
        "AWS::SageMaker::UserProfile",
        Need(action="sagemaker:CreatePresignedDomainUrl"),
        service=_SAGEMAKER,
        says="open Studio as {thing}",
        source=f"{HACKTRICKS} SageMaker",
    ),
    running(
        "sagemaker-create-presigned-domain-url-of-domain",
        "AWS::SageMaker::Domain",
        Need(action="sagemaker:CreatePresignedDomainUrl", on=_PROFILE),
        service=_SAGEMAKER,
        says="open Studio as a user profile of {thing}",
        source=f"{HACKTRICKS} SageMaker",
    ),
    running(
        "bedrock-agentcore-invoke-code-interpreter",
        "AWS::BedrockAgentCore::CodeInterpreterCustom",
        Need(action="bedrock-agentcore:StartCodeInterpreterSession"),
        Need(action="bedrock-agentcore:InvokeCodeInterpreter"),
        service=_AGENTCORE,
        says="run code in {thing}",
        source=f"{PATHFINDING} bedrock-002",
    ),
    running(
        "bedrock-agentcore-invoke-agent-runtime-command",
        "AWS::BedrockAgentCore::Runtime",
        Need(action="bedrock-agentcore:InvokeAgentRuntimeCommand"),
        service=_AGENTCORE,
        says="run a command in {thing}",
        source=f"{PATHFINDING} bedrock-004",
    ),
    running(
        "bedrock-agentcore-connect-browser-automation-stream",
        "AWS::BedrockAgentCore::BrowserCustom",
        Need(action="bedrock-agentcore:StartBrowserSession"),
        Need(action="bedrock-agentcore:ConnectBrowserAutomationStream"),
        service=_AGENTCORE,
        says="steer {thing} to the credentials of its role",
        source=f"{PATHFINDING} bedrock-007",
    ),
)
