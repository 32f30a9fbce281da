"""Having builds, pipelines, apps and state machines that are there do something else."""

from iam_stacks.escalation.method import ROLE, Need
from iam_stacks.escalation.methods.passing import pass_role
from iam_stacks.escalation.methods.running import running
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING

_PROJECT = "AWS::CodeBuild::Project"
_CODEBUILD = "codebuild.amazonaws.com"
_JOBS = "arn:{partition}:amplify:{region}:{account}:apps/{new}/branches/{new}/jobs/{new}"

RUNNING_DEPLOYMENT = (
    running(
        "codebuild-start-build",
        _PROJECT,
        Need(action="codebuild:StartBuild"),
        service=_CODEBUILD,
        says="start a build of {thing} with another buildspec",
        source=f"{PATHFINDING} codebuild-002; {HACKTRICKS} CodeBuild",
    ),
    running(
        "codebuild-start-build-batch",
        _PROJECT,
        Need(action="codebuild:StartBuildBatch"),
        service=_CODEBUILD,
        says="start a batch of builds of {thing} with another buildspec",
        source=f"{PATHFINDING} codebuild-003; {HACKTRICKS} CodeBuild",
    ),
    running(
        "codepipeline-update-pipeline",
        "AWS::CodePipeline::Pipeline",
        pass_role("codepipeline.amazonaws.com", on=ROLE),
        Need(action="codepipeline:UpdatePipeline"),
        Need(action="codepipeline:StartPipelineExecution"),
        service="codepipeline.amazonaws.com",
        says="put commands into {thing}, and start it",
        source=f"{HACKTRICKS} CodePipeline; CodePipeline User Guide, Commands action reference",
    ),
    running(
        "states-update-state-machine",
        "AWS::StepFunctions::StateMachine",
        Need(action="states:UpdateStateMachine"),
        Need(action="states:StartExecution"),
        service="states.amazonaws.com",
        says="change the definition of {thing}, and start it",
        source=f"{PATHFINDING} stepfunctions-002",
    ),
    running(
        "amplify-update-app",
        "AWS::Amplify::App",
        Need(action="amplify:UpdateApp"),
        Need(action="amplify:StartJob", on=_JOBS),
        service="amplify.amazonaws.com",
        says="change the build of {thing}, and start it",
        source=f"{HACKTRICKS} Amplify",
    ),
)
