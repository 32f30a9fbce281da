"""Running code in containers and functions that are there."""

from iam_stacks.escalation.method import Need
from iam_stacks.escalation.methods.running import running
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

_FUNCTION = "AWS::Lambda::Function"
_LAMBDA = "lambda.amazonaws.com"
_TASKS = "AWS::ECS::TaskDefinition"
_ECS = "ecs-tasks.amazonaws.com"
_TASK = "arn:{partition}:ecs:{region}:{account}:task/{new}/{new}"

RUNNING_CONTAINERS = (
    running(
        "lambda-update-function-code",
        _FUNCTION,
        Need(action="lambda:UpdateFunctionCode"),
        service=_LAMBDA,
        says="change the code of {thing}",
        source=f"{RHINO} 18; {PATHFINDING} lambda-003",
    ),
    running(
        "lambda-update-function-configuration",
        _FUNCTION,
        Need(action="lambda:UpdateFunctionConfiguration"),
        service=_LAMBDA,
        says="have {thing} load code, by a layer or an environment variable",
        source=f"{RHINO} 26; {HACKTRICKS} Lambda",
    ),
    running(
        "ecs-execute-command",
        _TASKS,
        Need(action="ecs:ExecuteCommand", on="arn:{partition}:ecs:{region}:{account}:cluster/{new}"),
        Need(action="ecs:ExecuteCommand", on=_TASK),
        service=_ECS,
        says="run a command in a task of {thing}, where ECS Exec is on",
        source=f"{PATHFINDING} ecs-006",
    ),
    running(
        "ssm-start-session-ecs-task",
        _TASKS,
        Need(action="ssm:StartSession", on=_TASK),
        service=_ECS,
        says="start a session in a task of {thing}, where ECS Exec is on",
        source=f"{HACKTRICKS} SSM",
    ),
    running(
        "batch-submit-job",
        "AWS::Batch::JobDefinition",
        Need(action="batch:SubmitJob"),
        Need(action="batch:SubmitJob", on="arn:{partition}:batch:{region}:{account}:job-queue/{new}"),
        service=_ECS,
        says="submit a job of {thing} with another command",
        source=f"{PATHFINDING} batch-002",
    ),
    running(
        "apprunner-update-service",
        "AWS::AppRunner::Service",
        Need(action="apprunner:UpdateService"),
        service="tasks.apprunner.amazonaws.com",
        says="change the image and the start command of {thing}",
        source=f"{PATHFINDING} apprunner-002",
    ),
)
