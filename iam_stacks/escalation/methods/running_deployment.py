"""Having builds, pipelines, stack sets and state machines that are there do something else."""

from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods.running import pass_its_role, running

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
        source="pathfinding.cloud codebuild-002; HackTricks Cloud, AWS - Codebuild Privesc",
    ),
    running(
        "codebuild-start-build-batch",
        _PROJECT,
        Need(action="codebuild:StartBuildBatch"),
        service=_CODEBUILD,
        says="start a batch of builds of {thing} with another buildspec",
        source="pathfinding.cloud codebuild-003; HackTricks Cloud, AWS - Codebuild Privesc",
    ),
    running(
        "codepipeline-update-pipeline",
        "AWS::CodePipeline::Pipeline",
        pass_its_role("codepipeline.amazonaws.com"),
        Need(action="codepipeline:UpdatePipeline"),
        Need(action="codepipeline:StartPipelineExecution"),
        service="codepipeline.amazonaws.com",
        says="put commands into {thing}, and start it",
        source="HackTricks Cloud, AWS - Codepipeline Privesc; CodePipeline User Guide, Commands action reference",
    ),
    running(
        "cloudformation-update-stack-set",
        "AWS::CloudFormation::StackSet",
        pass_its_role("cloudformation.amazonaws.com"),
        Need(action="cloudformation:UpdateStackSet"),
        service="cloudformation.amazonaws.com",
        says="change the template of {thing}",
        source="pathfinding.cloud cloudformation-004",
    ),
    running(
        "stepfunctions-update-state-machine",
        "AWS::StepFunctions::StateMachine",
        Need(action="states:UpdateStateMachine"),
        Need(action="states:StartExecution"),
        service="states.amazonaws.com",
        says="change the definition of {thing}, and start it",
        source="pathfinding.cloud stepfunctions-002",
    ),
    running(
        "amplify-update-app",
        "AWS::Amplify::App",
        Need(action="amplify:UpdateApp"),
        Need(action="amplify:StartJob", on=_JOBS),
        service="amplify.amazonaws.com",
        says="change the build of {thing}, and start it",
        source="HackTricks Cloud, AWS - Amplify Hosting Privesc",
    ),
)
