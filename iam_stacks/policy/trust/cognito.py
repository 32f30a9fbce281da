"""Trust in users of Amazon Cognito."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.trust.clauses import allow, clause, some
from iam_stacks.policy.trust.value import Trust
from iam_stacks.policy.trust.web_identity import ASSUME_ROLE_WITH_WEB_IDENTITY

if TYPE_CHECKING:
    from typing_extensions import Self

COGNITO = "cognito-identity.amazonaws.com"


class CognitoTrust(Trust):
    """Builders for roles that users of a Cognito identity pool assume."""

    @classmethod
    def cognito(cls, identity_pool: str | Sequence[str], *, authenticated: bool = True) -> Self:
        """Trust the users of identity pools who have signed in, or those who have not.

        AWS source: Amazon Cognito Developer Guide, "IAM roles".

        Args:
            identity_pool: the pool's id, `REGION:UUID`; or several.
            authenticated: whether the users have signed in. Default: they have.

        Raises:
            PolicyError: no pool is given, or the text is no pool's id.
        """
        pools = some("identity_pool", identity_pool)
        for pool in pools:
            limits.IDENTITY_POOL.require("identity_pool", pool)
        users = "authenticated" if authenticated else "unauthenticated"
        conditions = [
            clause(f"{COGNITO}:aud", pools),
            Clause("ForAnyValue:StringLike", f"{COGNITO}:amr", (users,)),
        ]
        return cls(allow("Federated", COGNITO, [ASSUME_ROLE_WITH_WEB_IDENTITY], conditions))
