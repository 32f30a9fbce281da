"""Passing a role to a Lambda function or a state machine, and having it run."""

from iam_stacks.escalation.method import ANYTHING
from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

_LAMBDA, _STATES = "lambda.amazonaws.com", "states.amazonaws.com"
_FUNCTION = arn("lambda", "function:{new}")
_MACHINE = arn("states", "stateMachine:{new}")

PASSING_FUNCTIONS = (
    passing(
        "lambda-create-function",
        *on(_FUNCTION, "lambda:CreateFunction", "lambda:InvokeFunction"),
        to=_LAMBDA,
        says="pass {role} to a new Lambda function, and invoke it",
        source=f"{RHINO} 15; {PATHFINDING} lambda-001",
    ),
    passing(
        "lambda-create-event-source-mapping",
        *on(_FUNCTION, "lambda:CreateFunction"),
        *on(ANYTHING, "lambda:CreateEventSourceMapping"),
        to=_LAMBDA,
        says="pass {role} to a new Lambda function, and have a stream or queue invoke it",
        source=f"{RHINO} 17; {PATHFINDING} lambda-002",
    ),
    passing(
        "lambda-add-permission",
        *on(_FUNCTION, "lambda:CreateFunction", "lambda:AddPermission"),
        to=_LAMBDA,
        says="pass {role} to a new Lambda function, and let anybody invoke it",
        source=f"{RHINO} 16; {PATHFINDING} lambda-006",
    ),
    passing(
        "states-create-state-machine",
        *on(_MACHINE, "states:CreateStateMachine", "states:StartExecution"),
        to=_STATES,
        says="pass {role} to a new state machine, and start it",
        source=f"{PATHFINDING} stepfunctions-001; {HACKTRICKS} Step Functions",
    ),
    passing(
        "states-start-sync-execution",
        *on(_MACHINE, "states:CreateStateMachine", "states:StartSyncExecution"),
        to=_STATES,
        says="pass {role} to a new express state machine, and start it",
        source=f"{HACKTRICKS} Step Functions",
    ),
    passing(
        "states-update-state-machine",
        *on(_MACHINE, "states:UpdateStateMachine", "states:StartExecution"),
        to=_STATES,
        says="pass {role} to a state machine that is there, with other steps, and start it",
        source=f"{HACKTRICKS} Step Functions",
    ),
    passing(
        "states-test-state",
        *on(ANYTHING, "states:TestState"),
        to=_STATES,
        says="pass {role} to the test of a step of a state machine",
        source=f"{HACKTRICKS} Step Functions",
    ),
)
