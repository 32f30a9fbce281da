"""Trust in identities of Google."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.trust.clauses import allow, clause, require_exact, some
from iam_stacks.policy.trust.reason import require_reason
from iam_stacks.policy.trust.value import Trust
from iam_stacks.policy.trust.web_identity import ASSUME_ROLE_WITH_WEB_IDENTITY

if TYPE_CHECKING:
    from typing_extensions import Self

GOOGLE = "accounts.google.com"


class GoogleTrust(Trust):
    """Builders for roles that identities of Google assume; AWS knows Google without a provider in the account."""

    @classmethod
    def google(
        cls,
        *,
        client_id: str,
        subject: str | Sequence[str] | None = None,
        audience: str | None = None,
        any_subject: bool = False,
        reason: str | None = None,
    ) -> Self:
        """Trust people and service accounts of Google.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)", "IAM and AWS STS
        condition context keys".

        Args:
            client_id: the application that the token was issued to (`azp`, else `aud`), exactly; of a service
                account, its number.
            subject: the person's or service account's number, or several. Default: none, which `any_subject` must
                allow.
            audience: the token's `aud` where it differs from the client id (key `oaud`). Default: not asked for.
            any_subject: accept whoever signs in to the application, for the reason given.
            reason: why.

        Raises:
            PolicyError: the client id is missing or a pattern, or neither subject nor any_subject is given.
        """
        limits.AUDIENCE.require("client_id", client_id)
        limits.AUDIENCE.require("audience", audience)
        require_exact("client_id", [client_id, audience or ""])
        subjects = some("subject", subject)
        for each in subjects:
            limits.NUMERIC_ID.require("subject", each)
        if bool(subjects) == any_subject:
            raise PolicyError("give one of subject and any_subject: everybody can have an account of Google")
        conditions = [
            clause(f"{GOOGLE}:aud", client_id),
            *([clause(f"{GOOGLE}:oaud", audience)] if audience else []),
            *([clause(f"{GOOGLE}:sub", subjects)] if subjects else []),
        ]
        statements = allow("Federated", GOOGLE, [ASSUME_ROLE_WITH_WEB_IDENTITY], conditions)
        return cls(statements, reasons=require_reason("any_subject", any_subject, reason))
