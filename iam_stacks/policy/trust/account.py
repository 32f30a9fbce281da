"""Trust in AWS accounts, and in users and roles of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.trust.accounts import literal_accounts
from iam_stacks.policy.trust.clauses import (
    ASSUME_ROLE,
    EXTERNAL_ID,
    MFA_AGE,
    MFA_PRESENT,
    REQUEST_TAG,
    SET_SOURCE_IDENTITY,
    SOURCE_IDENTITY,
    TAG_KEYS,
    TAG_SESSION,
    allow,
    clause,
    require_exact,
    texts,
)
from iam_stacks.policy.trust.reason import require_reason
from iam_stacks.policy.trust.value import Trust

if TYPE_CHECKING:
    from typing_extensions import Self


class AccountTrust(Trust):
    """Builders for roles that people and roles of AWS accounts assume."""

    @classmethod
    def account(
        cls,
        *accounts: str,
        principals: Sequence[str] = (),
        external_id: str | None = None,
        require_mfa: bool = False,
        mfa_max_age: int | None = None,
        source_identity: Sequence[str] = (),
        session_tags: Mapping[str, str | Sequence[str]] = {},
        own_accounts: Collection[str] = (),
        trusted: bool = False,
        reason: str | None = None,
    ) -> Self:
        """Trust AWS accounts, whose administrators say who there may assume the role, or single users and roles.

        AWS source: IAM User Guide, "Access to AWS accounts owned by third parties", "Secure API access with MFA",
        "Monitor and control actions taken with assumed roles", "Pass session tags in AWS STS".

        Args:
            accounts: accounts (12 digits), or ARNs of users, roles and sessions.
            principals: further ARNs, which may be known at deployment only, such as `role.role_arn`. Default: none.
            external_id: what the caller must present, so that a third party which serves many customers cannot be
                tricked into using this role for another one. Default: none is asked for.
            require_mfa: the caller must have signed in with MFA. Default: not asked for.
            mfa_max_age: how many seconds ago at the most; asks for MFA too. Default: any age.
            source_identity: the identities that the caller may set, one of which it must set; `*` for any. The
                console's Switch Role cannot set one. Default: none is asked for, and none may be set.
            session_tags: the tags that the caller must set, each with its allowed values; `*` for any. It may set no
                others. Default: none is asked for, and none may be set.
            own_accounts: which accounts are ours. Default: only the one deployed to.
            trusted: trust an account that is not ours without an external id, for the reason given.
            reason: why.

        Raises:
            PolicyError: a value is not what AWS accepts, no account is given, or trusted stands without a reason.
                An account that is not ours, with neither external_id nor trusted, is refused when the policy is
                rendered, since only then it is known where the role is deployed.
        """
        if not (accounts or principals):
            raise PolicyError("account needs one account or principal at least")
        _require_values([*accounts, *principals], external_id, mfa_max_age, source_identity, session_tags)
        reasons = require_reason("trusted", trusted, reason)
        actions = [ASSUME_ROLE]
        actions += [SET_SOURCE_IDENTITY] if source_identity else []
        actions += [TAG_SESSION] if session_tags else []
        conditions = list(_conditions(external_id, require_mfa, mfa_max_age, source_identity, session_tags))
        vouched = trusted or external_id is not None
        return cls(
            allow("AWS", [*map(_principal, accounts), *principals], actions, conditions),
            foreign=() if vouched else literal_accounts([*accounts, *principals]) - set(texts(own_accounts)),
            reasons=reasons,
        )


def _require_values(
    accounts: Sequence[str],
    external_id: str | None,
    mfa_max_age: int | None,
    source_identity: Sequence[str],
    session_tags: Mapping[str, str | Sequence[str]],
) -> None:
    for account in accounts:
        limits.TRUSTED_PRINCIPAL.require("account", account)
    require_exact("account", accounts)
    limits.EXTERNAL_ID.require("external_id", external_id)
    least, most = limits.MFA_AGE_SECONDS
    if mfa_max_age is not None and not least <= mfa_max_age <= most:
        raise PolicyError(f"mfa_max_age {mfa_max_age} is not allowed; give {least:,} to {most:,} seconds")
    if isinstance(source_identity, str):
        raise PolicyError(f"source_identity {source_identity!r} is not allowed; give a list")
    for identity in source_identity:
        limits.SOURCE_IDENTITY.require("source_identity", identity)
    for key in session_tags:
        limits.TAG_KEY.require("session_tags", key)
    if len({key.casefold() for key in session_tags}) < len(session_tags):
        raise PolicyError("session_tags have keys that differ in case only, which AWS takes for the same")


def _conditions(
    external_id: str | None,
    require_mfa: bool,
    mfa_max_age: int | None,
    source_identity: Sequence[str],
    session_tags: Mapping[str, str | Sequence[str]],
) -> Iterator[Clause]:
    if external_id is not None:
        yield clause(EXTERNAL_ID, external_id)
    if require_mfa or mfa_max_age is not None:
        # Bool and not BoolIfExists, which a long-term key would pass: it has no such key in its requests.
        yield Clause("Bool", MFA_PRESENT, ("true",))
    if mfa_max_age is not None:
        yield Clause("NumericLessThan", MFA_AGE, (str(mfa_max_age),))
    if source_identity:
        yield clause(SOURCE_IDENTITY, source_identity)
    for key, values in session_tags.items():
        yield clause(f"{REQUEST_TAG}{key}", values)
    if session_tags:
        yield Clause("ForAllValues:StringEquals", TAG_KEYS, tuple(session_tags))


def _principal(account: str) -> str:
    return account if account.startswith("arn:") else f"arn:${{AWS::Partition}}:iam::{account}:root"
