"""IAM in a user's session that began without a device.

MiniStack lets sts:GetSessionToken's credentials call IAM whatever they began with. On AWS only those of a call with a
code from the user's device can:
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
Delete when a release has it.
"""

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import sts

REFUSAL = iam_evaluator.AuthError("InvalidClientTokenId", "The security token included in the request is invalid")


def apply() -> None:
    """Refuse before any policy is asked."""
    enforce = iam_evaluator.enforce

    def enforce_sessions(key_id: str, action: str, service: str, *arguments: Any, **more: Any) -> Any:
        session = sts._sessions.get(key_id) or {}
        is_users = session.get("PrincipalType") == "User"
        if service == "iam" and is_users and "MfaAt" not in session:
            return REFUSAL
        return enforce(key_id, action, service, *arguments, **more)

    iam_evaluator.enforce = enforce_sessions
