"""Passing a role to containers."""

from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING

_TASKS = "ecs-tasks.amazonaws.com"
_DEFINITION = arn("ecs", "task-definition/{new}:{new}")
_SERVICE = arn("ecs", "service/{new}/{new}")
_DEFINE = on(_DEFINITION, "ecs:RegisterTaskDefinition")

PASSING_CONTAINERS = (
    passing(
        "ecs-run-task",
        *_DEFINE,
        *on(_DEFINITION, "ecs:RunTask"),
        to=_TASKS,
        says="pass {role} to a new ECS task definition, and run it",
        source=f"{PATHFINDING} ecs-004; {HACKTRICKS} ECS",
    ),
    passing(
        "ecs-start-task",
        *_DEFINE,
        *on(_DEFINITION, "ecs:StartTask"),
        to=_TASKS,
        says="pass {role} to a new ECS task definition, and start it on a container instance",
        source=f"{PATHFINDING} ecs-005; {HACKTRICKS} ECS",
    ),
    passing(
        "ecs-create-service",
        *_DEFINE,
        *on(_SERVICE, "ecs:CreateService"),
        to=_TASKS,
        says="pass {role} to a new ECS task definition, and have a new service run it",
        source=f"{PATHFINDING} ecs-003; {HACKTRICKS} ECS",
    ),
    passing(
        "ecs-update-service",
        *_DEFINE,
        *on(_SERVICE, "ecs:UpdateService"),
        to=_TASKS,
        says="pass {role} to a new ECS task definition, and have a service that is there run it",
        source=f"{HACKTRICKS} ECS",
    ),
    passing(
        "ecs-run-task-with-overrides",
        *on(_DEFINITION, "ecs:RunTask"),
        to=_TASKS,
        says="run an ECS task that is defined already, with another command and {role}",
        source=f"{PATHFINDING} ecs-008; {HACKTRICKS} ECS",
    ),
    passing(
        "ecs-start-task-with-overrides",
        *on(_DEFINITION, "ecs:StartTask"),
        to=_TASKS,
        says="start an ECS task that is defined already on a container instance, with another command and {role}",
        source=f"{PATHFINDING} ecs-009",
    ),
    passing(
        "apprunner-create-service",
        *on(arn("apprunner", "service/{new}/{new}"), "apprunner:CreateService"),
        to="tasks.apprunner.amazonaws.com",
        # AWSAppRunnerFullAccess has the first; the service that the role trusts is the second.
        passed_to=("apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"),
        says="pass {role} to a new App Runner service",
        source=f"{PATHFINDING} apprunner-001; {HACKTRICKS} App Runner",
    ),
    passing(
        "batch-submit-job",
        *on(arn("batch", "job-definition/{new}"), "batch:RegisterJobDefinition", "batch:SubmitJob"),
        *on(arn("batch", "job-queue/{new}"), "batch:SubmitJob"),
        to=_TASKS,
        says="pass {role} to a new Batch job definition, and submit a job",
        source=f"Doyensec, Messing Around With AWS Batch For Privilege Escalations; {PATHFINDING} batch-001",
    ),
)
