"""The condition key aws:ViaAWSService.

MiniStack does not know it. On AWS it is always there, and false when the caller makes the request himself:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
No service here makes a request in the caller's name, so it is false in each.
Delete when a release has it.
"""

from typing import Any

from ministack.core import iam_evaluator


def apply() -> None:
    """Answer the key."""
    resolve = iam_evaluator._resolve_condition_key

    def resolve_with_service(key: str, context: Any) -> Any:
        return "false" if key.lower() == "aws:viaawsservice" else resolve(key, context)

    iam_evaluator._resolve_condition_key = resolve_with_service
