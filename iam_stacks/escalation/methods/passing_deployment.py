"""Passing a role to what changes an account as it is told."""

from iam_stacks.escalation.methods.passing import arn, on, passing
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING, RHINO

_CLOUDFORMATION = "cloudformation.amazonaws.com"
_STACK = arn("cloudformation", "stack/{new}/{new}")

PASSING_DEPLOYMENT = (
    passing(
        "cloudformation-create-stack",
        *on(_STACK, "cloudformation:CreateStack"),
        to=_CLOUDFORMATION,
        says="have CloudFormation create a stack with {role}",
        source=f"{RHINO} 21; {PATHFINDING} cloudformation-001",
    ),
    passing(
        "cloudformation-update-stack",
        *on(_STACK, "cloudformation:UpdateStack"),
        to=_CLOUDFORMATION,
        says="have CloudFormation update a stack that is there with {role}",
        source=f"{HACKTRICKS} CloudFormation",
    ),
    passing(
        "cloudformation-execute-change-set",
        *on(_STACK, "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"),
        to=_CLOUDFORMATION,
        says="have CloudFormation execute a change set with {role}",
        source=f"{HACKTRICKS} CloudFormation",
    ),
    passing(
        "ssm-start-automation-execution",
        *on(arn("ssm", "document/{new}"), "ssm:CreateDocument", "ssm:StartAutomationExecution"),
        *on(arn("ssm", "automation-execution/{new}"), "ssm:StartAutomationExecution"),
        to="ssm.amazonaws.com",
        says="have Systems Manager run a new automation document with {role}",
        source=f"{PATHFINDING} ssm-003",
    ),
)
