"""Who made a request, as CloudTrail says it. No patch: a part of what `cloudtrail_record` makes.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

import time
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, sts


def identity_of(key_id: str) -> dict[str, Any] | None:
    """Return the userIdentity of an access key's owner; nothing if nobody has the key."""
    found = iam_evaluator.resolve_credential(key_id)
    if not isinstance(found, iam_evaluator.ResolvedCredential):
        return None
    session = sts._sessions.get(key_id)
    return {
        "type": {"User": "IAMUser"}.get(found.principal_type, found.principal_type),
        "principalId": found.principal_id,
        "arn": found.principal_arn,
        "accountId": found.account_id,
        "accessKeyId": key_id,
        **({"userName": found.principal_name} if found.principal_type == "User" else {}),
        **({"sessionContext": _session_context(found.principal_arn, session)} if session else {}),
    }


def _session_context(arn: str, session: dict[str, Any]) -> dict[str, Any]:
    issued = session.get("IssuedAt")
    attributes = {"mfaAuthenticated": str("MfaAt" in session).lower()}
    if isinstance(issued, (int, float)):
        attributes["creationDate"] = as_time(issued)
    identity = {"sourceIdentity": session["SourceIdentity"]} if session.get("SourceIdentity") else {}
    return {"sessionIssuer": _issuer(arn), "webIdFederationData": {}, "attributes": attributes, **identity}


def _issuer(arn: str) -> dict[str, str]:
    role = iam._roles.get(arn.split("/")[1]) if ":assumed-role/" in arn else None
    if not role:
        return {}
    return {
        "type": "Role",
        "principalId": role["RoleId"],
        "arn": role["Arn"],
        "accountId": get_account_id(),
        "userName": role["RoleName"],
    }


def as_time(seconds: float) -> str:
    """Return a time as CloudTrail writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
