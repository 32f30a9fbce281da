"""Passing a role to what trains models, runs agents or computes for science."""

from iam_stacks.escalation.method import ANYTHING
from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

_SAGEMAKER, _AGENTCORE = "sagemaker.amazonaws.com", "bedrock-agentcore.amazonaws.com"
_NOTEBOOK = arn("sagemaker", "notebook-instance/{new}")
_PROFILE = arn("sagemaker", "user-profile/{new}/{new}")
_OPEN_APP = (
    *on(arn("sagemaker", "app/{new}/{new}/{new}/{new}"), "sagemaker:CreateApp"),
    *on(_PROFILE, "sagemaker:CreatePresignedDomainUrl"),
)
_INTERPRETER = arn("bedrock-agentcore", "code-interpreter-custom/{new}")
_RUNTIME = arn("bedrock-agentcore", "runtime/{new}")
# Their actions ask for what these are parts of, too: in policies, one pattern is for all of it.
_ENDPOINT = f"{_RUNTIME}/runtime-endpoint/{{new}}"
_IDENTITY = arn("bedrock-agentcore", "workload-identity-directory/{new}/workload-identity/{new}")
_CREATE_RUNTIME = (
    *on(ANYTHING, "bedrock-agentcore:CreateAgentRuntime"),
    *on(_RUNTIME, "bedrock-agentcore:CreateAgentRuntimeEndpoint"),
    *on(_IDENTITY, "bedrock-agentcore:CreateWorkloadIdentity"),
)

PASSING_MODELS = (
    passing(
        "sagemaker-create-notebook-instance",
        *on(_NOTEBOOK, "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"),
        to=_SAGEMAKER,
        says="pass {role} to a new SageMaker notebook instance, and open it",
        source=f"{RHINO} 27; {PATHFINDING} sagemaker-001",
    ),
    passing(
        "sagemaker-create-training-job",
        *on(arn("sagemaker", "training-job/{new}"), "sagemaker:CreateTrainingJob"),
        to=_SAGEMAKER,
        says="pass {role} to a new SageMaker training job",
        source=f"{PATHFINDING} sagemaker-002; {HACKTRICKS} SageMaker",
    ),
    passing(
        "sagemaker-create-processing-job",
        *on(arn("sagemaker", "processing-job/{new}"), "sagemaker:CreateProcessingJob"),
        to=_SAGEMAKER,
        says="pass {role} to a new SageMaker processing job",
        source=f"{PATHFINDING} sagemaker-003; {HACKTRICKS} SageMaker",
    ),
    passing(
        "sagemaker-create-hyper-parameter-tuning-job",
        *on(arn("sagemaker", "hyper-parameter-tuning-job/{new}"), "sagemaker:CreateHyperParameterTuningJob"),
        to=_SAGEMAKER,
        says="pass {role} to a new SageMaker hyperparameter tuning job",
        source=f"{HACKTRICKS} SageMaker",
    ),
    passing(
        "sagemaker-update-user-profile",
        *on(_PROFILE, "sagemaker:UpdateUserProfile"),
        *_OPEN_APP,
        to=_SAGEMAKER,
        says="pass {role} to a SageMaker Studio user profile that is there, and open a new app",
        source=f"{HACKTRICKS} SageMaker",
    ),
    passing(
        "sagemaker-update-domain",
        *on(arn("sagemaker", "domain/{new}"), "sagemaker:UpdateDomain"),
        *on(_PROFILE, "sagemaker:CreateUserProfile"),
        *_OPEN_APP,
        to=_SAGEMAKER,
        says="pass {role} to a SageMaker Studio domain that is there, and open an app of a new user profile",
        source=f"{HACKTRICKS} SageMaker",
    ),
    passing(
        "bedrock-agentcore-code-interpreter",
        *on(ANYTHING, "bedrock-agentcore:CreateCodeInterpreter"),
        *on(
            _INTERPRETER,
            "bedrock-agentcore:StartCodeInterpreterSession",
            "bedrock-agentcore:InvokeCodeInterpreter",
        ),
        to=_AGENTCORE,
        says="pass {role} to a new AgentCore code interpreter, and run code in it",
        source=f"{PATHFINDING} bedrock-001; {HACKTRICKS} Bedrock AgentCore",
    ),
    passing(
        "bedrock-agentcore-runtime",
        *_CREATE_RUNTIME,
        *on(_ENDPOINT, "bedrock-agentcore:InvokeAgentRuntime"),
        to=_AGENTCORE,
        says="pass {role} to a new AgentCore runtime, and invoke it",
        source=f"{HACKTRICKS} Bedrock AgentCore",
    ),
    passing(
        "bedrock-agentcore-runtime-command",
        *_CREATE_RUNTIME,
        *on(_ENDPOINT, "bedrock-agentcore:InvokeAgentRuntimeCommand"),
        to=_AGENTCORE,
        says="pass {role} to a new AgentCore runtime, and run a command in it",
        source=f"{PATHFINDING} bedrock-003",
    ),
    passing(
        "bedrock-agentcore-update-runtime",
        *on(_RUNTIME, "bedrock-agentcore:UpdateAgentRuntime"),
        *on(_ENDPOINT, "bedrock-agentcore:InvokeAgentRuntime"),
        to=_AGENTCORE,
        says="pass {role} to an AgentCore runtime that is there, with another image, and invoke it",
        source=f"{HACKTRICKS} Bedrock AgentCore",
    ),
    passing(
        "bedrock-agentcore-browser",
        *on(ANYTHING, "bedrock-agentcore:CreateBrowser"),
        *on(arn("bedrock-agentcore", "browser-custom/{new}"), "bedrock-agentcore:StartBrowserSession"),
        *on(ANYTHING, "bedrock-agentcore:ConnectBrowserAutomationStream"),
        to=_AGENTCORE,
        says="pass {role} to a new AgentCore browser, and drive it",
        source=f"{PATHFINDING} bedrock-006",
    ),
    passing(
        "braket-create-job",
        *on(arn("braket", "job/{new}"), "braket:CreateJob"),
        to="braket.amazonaws.com",
        says="pass {role} to a new Braket hybrid job",
        source=f"{PATHFINDING} braket-001",
    ),
    passing(
        "omics-start-run",
        *on(ANYTHING, "omics:CreateWorkflow"),
        *on(arn("omics", "workflow/{new}"), "omics:StartRun"),
        *on(arn("omics", "run/{new}"), "omics:StartRun"),
        to="omics.amazonaws.com",
        says="pass {role} to a run of a new HealthOmics workflow",
        source=f"{PATHFINDING} omics-001",
    ),
)
