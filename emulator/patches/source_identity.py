"""SourceIdentity in sts:AssumeRole.

MiniStack ignores it: the keys sts:SourceIdentity and aws:SourceIdentity are not there. On AWS a role's trust policy
sees the first and has to allow sts:SetSourceIdentity too; every request of the session has the second. A session that
assumes another role hands it on, unchanged, and that role has to allow it as well:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
That the caller's own policies allow sts:SetSourceIdentity is not checked here.
Delete when a release has it.
"""

import contextvars
import dataclasses
from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam, sts

from emulator.patches.ministack_api import Answer, request_parameters

_wanted = contextvars.ContextVar("wanted", default="")  # by the request that is being answered


def apply() -> None:
    """Give it to the trust policy, and to the session."""
    handle, register, keys = sts.handle_request, sts.register_session, sts._principal_keys
    trusts = iam_evaluator.evaluate_trust_policy

    async def handle_with_identity(method: str, path: str, headers: Any, body: bytes, query: Any) -> Answer:
        mark = _wanted.set(str(iam._p(request_parameters(body, query), "SourceIdentity")))
        try:
            answer: Answer = await handle(method, path, headers, body, query)
            return answer
        finally:
            _wanted.reset(mark)

    def trusts_identity(document: Any, caller_arn: str, context: Any) -> bool:
        found = {_wanted.get(), context.principal_keys.get("aws:sourceidentity", "")} - {""}
        if not found:
            return bool(trusts(document, caller_arn, context))
        if len(found) > 1:
            return False  # a session cannot change it
        seen = {**context.service_context, "sts:sourceidentity": found.pop()}
        asked = [dataclasses.replace(context, service_context=seen)]
        asked.append(dataclasses.replace(asked[0], action="sts:SetSourceIdentity"))
        return all(trusts(document, caller_arn, one) for one in asked)

    def register_with_identity(key_id: str, session: dict[str, Any]) -> Any:
        callers = sts._sessions.get(session.get("SourceAccessKeyId")) or {}
        return register(key_id, {**session, "SourceIdentity": _wanted.get() or callers.get("SourceIdentity")})

    def keys_of_session(credential: Any) -> dict[str, Any]:
        identity = (sts._sessions.get(credential.access_key_id) or {}).get("SourceIdentity")
        return {**keys(credential), **({"aws:sourceidentity": identity} if identity else {})}

    sts.handle_request, sts.register_session = handle_with_identity, register_with_identity
    sts._principal_keys = iam_evaluator._principal_keys = keys_of_session
    iam_evaluator.evaluate_trust_policy = trusts_identity
