"""What is published as one way, and is found by methods that need less, or by two of them in turn."""

from iam_stacks.escalation.methods.left_out import LeftOut
from iam_stacks.escalation.methods.sources import HACKTRICKS, PATHFINDING

_MORE = "it needs more than {}, which finds whoever can do it"
_IN_TURN = "a path has the two in turn: {}, then {}"


def _more(name: str, source: str, method: str) -> LeftOut:
    return LeftOut(name=name, source=f"{PATHFINDING} {source}", reason=_MORE.format(method))


def _in_turn(number: int, *methods: str) -> LeftOut:
    name = " + ".join(_ACTIONS[each] for each in methods)
    return LeftOut(name=name, source=f"{PATHFINDING} iam-{number:03}", reason=_IN_TURN.format(*methods))


_ACTIONS = {
    "assume-role": "sts:AssumeRole",
    "attach-role-policy": "iam:AttachRolePolicy",
    "attach-user-policy": "iam:AttachUserPolicy",
    "create-access-key": "iam:CreateAccessKey",
    "create-policy-version": "iam:CreatePolicyVersion",
    "put-role-policy": "iam:PutRolePolicy",
    "put-user-policy": "iam:PutUserPolicy",
    "update-assume-role-policy": "iam:UpdateAssumeRolePolicy",
}

COVERED = (
    _more("iam:CreateAccessKey + iam:DeleteAccessKey", "iam-003", "create-access-key"),
    _in_turn(14, "attach-role-policy", "assume-role"),
    _in_turn(15, "attach-user-policy", "create-access-key"),
    _in_turn(16, "create-policy-version", "assume-role"),
    _in_turn(17, "put-role-policy", "assume-role"),
    _in_turn(18, "put-user-policy", "create-access-key"),
    _in_turn(19, "attach-role-policy", "update-assume-role-policy"),
    _in_turn(20, "create-policy-version", "update-assume-role-policy"),
    _in_turn(21, "put-role-policy", "update-assume-role-policy"),
    _more("lambda:UpdateFunctionCode + lambda:InvokeFunction", "lambda-004", "lambda-update-function-code"),
    _more("lambda:UpdateFunctionCode + lambda:AddPermission", "lambda-005", "lambda-update-function-code"),
    LeftOut(
        name="codebuild:UpdateProject + codebuild:StartBuild",
        source=f"{HACKTRICKS} CodeBuild",
        reason=_MORE.format("codebuild-start-build"),
    ),
)
