"""Passing a role to what builds software."""

from iam_stacks.escalation.method import ANYTHING
from iam_stacks.escalation.methods.passing import arn, on, pass_role, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING

_CODEBUILD = "codebuild.amazonaws.com"
_PROJECT = arn("codebuild", "project/{new}")
_PIPELINE = arn("codepipeline", "{new}")
_BRANCH = "apps/{new}/branches/{new}"

PASSING_BUILDS = (
    passing(
        "codebuild-start-build",
        *on(_PROJECT, "codebuild:CreateProject", "codebuild:StartBuild"),
        to=_CODEBUILD,
        says="pass {role} to a new CodeBuild project, and start a build",
        source=f"{PATHFINDING} codebuild-001; {HACKTRICKS} CodeBuild",
    ),
    passing(
        "codebuild-start-build-batch",
        *on(_PROJECT, "codebuild:CreateProject", "codebuild:StartBuildBatch"),
        to=_CODEBUILD,
        says="pass {role} to a new CodeBuild project, and start a batch of builds",
        source=f"{PATHFINDING} codebuild-004; {HACKTRICKS} CodeBuild",
    ),
    passing(
        "codebuild-update-project",
        *on(_PROJECT, "codebuild:UpdateProject", "codebuild:StartBuild"),
        to=_CODEBUILD,
        says="pass {role} to a CodeBuild project that is there, and start a build",
        source=f"{HACKTRICKS} CodeBuild",
    ),
    passing(
        "codebuild-update-project-batch",
        *on(_PROJECT, "codebuild:UpdateProject", "codebuild:StartBuildBatch"),
        to=_CODEBUILD,
        says="pass {role} to a CodeBuild project that is there, and start a batch of builds",
        source=f"{HACKTRICKS} CodeBuild",
    ),
    passing(
        "codepipeline-create-pipeline",
        *on(_PROJECT, "codebuild:CreateProject"),
        pass_role("codepipeline.amazonaws.com"),
        *on(_PIPELINE, "codepipeline:CreatePipeline", "codepipeline:StartPipelineExecution"),
        to=_CODEBUILD,
        says="pass {role} to a new CodeBuild project, and have a new pipeline build it",
        source=f"{HACKTRICKS} CodePipeline",
    ),
    passing(
        "amplify-start-job",
        *on(ANYTHING, "amplify:CreateApp"),
        *on(arn("amplify", _BRANCH), "amplify:CreateBranch"),
        *on(arn("amplify", f"{_BRANCH}/jobs/{{new}}"), "amplify:StartJob"),
        to="amplify.amazonaws.com",
        says="pass {role} to a new Amplify app, and have Amplify build it",
        source=f"{PATHFINDING} amplify-001",
    ),
)
