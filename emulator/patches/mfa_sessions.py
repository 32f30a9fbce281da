"""Multi-factor authentication in sts:AssumeRole and sts:GetSessionToken.

MiniStack takes SerialNumber and TokenCode without looking at them: aws:MultiFactorAuthPresent is never true, and
aws:MultiFactorAuthAge is not there. On AWS the device has to be the caller's own; the role's trust policy then sees
both keys, and so does every request that is made with the session token, but not one made with the role's session:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
Any six digits are a valid code here.
Delete when a release has it.
"""

import contextvars
import re
import time
from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam, sts

from emulator.patches import own_user
from emulator.patches.ministack_api import Answer, request_parameters

_with_mfa = contextvars.ContextVar("with_mfa", default=False)  # of the request that is being answered


def apply() -> None:
    """Check the device before STS answers; mark the sessions, and what a trust policy sees."""
    handle, register, keys, caller = sts.handle_request, sts.register_session, sts._principal_keys, sts._caller_identity

    async def handle_with_mfa(method: str, path: str, headers: Any, body: bytes, query: Any) -> Answer:
        serial, code = _device(body, query)
        if serial and not _is_valid(serial, code):
            return _refusal()
        mark = _with_mfa.set(bool(serial))
        try:
            answer: Answer = await handle(method, path, headers, body, query)
            return answer
        finally:
            _with_mfa.reset(mark)

    def register_marked(key_id: str, session: dict[str, Any]) -> Any:
        is_role = session.get("PrincipalType") == "AssumedRole"  # a session for a function has none
        mark = {"MfaAt": time.time()} if _with_mfa.get() and not is_role else {}
        return register(key_id, {**session, **mark})

    def keys_of_session(credential: Any) -> dict[str, Any]:
        session = sts._sessions.get(credential.access_key_id) or {}
        return {**keys(credential), **(_keys(session["MfaAt"]) if "MfaAt" in session else {})}

    def caller_with_mfa(*arguments: Any) -> Any:
        identity = caller(*arguments)
        if _with_mfa.get() and isinstance(identity, dict):
            identity["principalKeys"] = {**identity["principalKeys"], **_keys(time.time())}
        return identity

    sts.handle_request, sts.register_session, sts._caller_identity = handle_with_mfa, register_marked, caller_with_mfa
    sts._principal_keys = iam_evaluator._principal_keys = keys_of_session


def _keys(authenticated_at: float) -> dict[str, str]:
    age = int(time.time() - authenticated_at)  # in seconds
    return {"aws:multifactorauthpresent": "true", "aws:multifactorauthage": str(age)}


def _device(body: bytes, query: dict[str, Any]) -> tuple[str, str]:
    parameters = request_parameters(body, query)
    return str(iam._p(parameters, "SerialNumber")), str(iam._p(parameters, "TokenCode"))


def _is_valid(serial: str, code: str) -> bool:
    owner = (iam._mfa_devices.get(serial) or {}).get("User")
    return bool(owner) and owner == own_user.caller_name() and re.fullmatch("[0-9]{6}", code) is not None


def _refusal() -> Answer:
    message = "MultiFactorAuthentication failed with invalid MFA one time pass code."
    answer: Answer = sts._error(403, "AccessDenied", message, ns="sts")
    return answer
