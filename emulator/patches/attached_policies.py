"""Attaching a managed policy that does not exist.

MiniStack attaches any ARN to a user, group or role, so that a misspelt policy deploys and grants nothing. AWS answers
NoSuchEntity: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html
We do so for the account's own policies. AWS's are about 1,400, of which MiniStack knows 34: one that it does not know
is attached as before, and grants nothing.
Delete when a release has it.
"""

from typing import Any

from ministack.services import iam

from emulator.patches.ministack_api import Answer, replace_action

ACTIONS = ("AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy")


def apply() -> None:
    """Refuse first, in the API and in the helper that CloudFormation's handlers use."""
    for action in ACTIONS:
        replace_action(action, _refusing(iam._IAM_HANDLERS[action]))
    attach = iam.attach_managed_policy

    def attach_if_known(entity: dict[str, Any], arn: str) -> None:
        if _is_missing(arn):
            raise ValueError(_message(arn))
        attach(entity, arn)

    iam.attach_managed_policy = attach_if_known


def _refusing(attach: Any) -> Any:
    def attach_if_known(parameters: dict[str, Any]) -> Answer:
        arn = iam._p(parameters, "PolicyArn")
        answer: Answer = iam._error(404, "NoSuchEntity", _message(arn)) if _is_missing(arn) else attach(parameters)
        return answer

    return attach_if_known


def _is_missing(arn: str) -> bool:
    return not iam._is_aws_managed_arn(arn) and arn not in iam._policies


def _message(arn: str) -> str:
    return f"Policy {arn} does not exist or is not attachable."
