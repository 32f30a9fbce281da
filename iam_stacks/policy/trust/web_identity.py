"""Trust in OpenID Connect identities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token
from iam_stacks.policy.trust.clauses import TAG_SESSION, allow, clause, require_exact, some, texts
from iam_stacks.policy.trust.issuers import (
    AUDIENCE,
    BUILT_IN,
    SESSION_NAME,
    STS_AUDIENCE,
    SUBJECT,
    Issuer,
    issuer_of,
)
from iam_stacks.policy.trust.reason import require_reason
from iam_stacks.policy.trust.value import Trust

if TYPE_CHECKING:
    from typing_extensions import Self

ASSUME_ROLE_WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
_ARN = "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:oidc-provider/{}"


class WebIdentityTrust(Trust):
    """Builders for roles that identities of an OpenID Connect issuer assume."""

    @classmethod
    def web_identity(
        cls,
        issuer: str,
        *,
        audience: str | Sequence[str],
        subject: str | Sequence[str] | None = None,
        claims: Mapping[str, str | Sequence[str]] = {},
        role_session_name: str | None = None,
        session_tags: bool = False,
        any_subject: bool = False,
        reason: str | None = None,
    ) -> Self:
        """Trust identities of an OpenID Connect provider that is registered in this account.

        Many issuers serve many customers, and only one claim tells these apart, which AWS demands in the trust policy:
        mostly `sub`, for some `aud` or the name of the session.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)", "Identity-provider
        controls for shared OIDC providers".

        Args:
            issuer: the provider's URL, such as `https://token.actions.githubusercontent.com`.
            audience: the token's `aud`, exactly; or several.
            subject: the token's `sub`, or several. `*` may stand only behind the part that belongs to the customer
                (`repo:acme/*`, not `repo:acme*`), and is a warning. Default: none, which `any_subject` must allow,
                unless the issuer's customers are told apart by something else.
            claims: further claims by name, other than `sub`, `aud` and `amr`, each with its values, as far as AWS
                has condition keys for them.
            role_session_name: the name that the session must have (`sts:RoleSessionName`), exactly. Default: any.
            session_tags: let tokens set session tags; without, a token with tags is refused.
            any_subject: accept every token of a private issuer for the audience, for the reason given.
            reason: why.

        Raises:
            PolicyError: the URL is not one, is a token, or needs no provider; the audience is missing; a subject is
                empty or can be met by other customers; what tells the issuer's customers apart is missing; a claim is
                `sub`, `aud` or `amr`.
        """
        if has_token(issuer):
            raise PolicyError("issuer must be known at synthesis: condition keys are made of it")
        limits.PROVIDER_URL.require("issuer", issuer)
        name = issuer.removeprefix("https://")
        if instead := BUILT_IN.get(name.lower()):
            raise PolicyError(f"{name} needs no provider in the account; {instead}")
        audiences, subjects = some("audience", audience), some("subject", subject)
        _require_audiences(name, audiences)
        _require_claims(claims)
        limits.ROLE_SESSION_NAME.require("role_session_name", role_session_name)
        require_exact("role_session_name", [role_session_name or ""])
        _require_subjects(issuer_of(name), subjects)
        if not any_subject:
            _require_what_separates(name, subjects, role_session_name)
        elif subjects or issuer_of(name).shared:
            raise PolicyError(f"any_subject is for private issuers, without subject; give the subject at {name}")
        conditions = [
            clause(f"{name}:{AUDIENCE}", audiences),
            *([clause(f"{name}:{SUBJECT}", subjects)] if subjects else []),
            *(clause(f"{name}:{claim}", values) for claim, values in claims.items()),
            *([] if role_session_name is None else [clause(SESSION_NAME, role_session_name)]),
        ]
        actions = [ASSUME_ROLE_WITH_WEB_IDENTITY, *([TAG_SESSION] if session_tags else [])]
        statements = allow("Federated", _ARN.format(name), actions, conditions)
        return cls(statements, reasons=require_reason("any_subject", any_subject, reason))


def _require_audiences(name: str, audiences: Sequence[str]) -> None:
    for audience in audiences:
        limits.AUDIENCE.require("audience", audience)
    require_exact("audience", audiences)
    if issuer_of(name).claim == AUDIENCE and STS_AUDIENCE in audiences:
        raise PolicyError(f"audience {STS_AUDIENCE!r} names nobody at {name}, whose customers are told apart by it")


def _require_claims(claims: Mapping[str, str | Sequence[str]]) -> None:
    if len({claim.casefold() for claim in claims}) < len(claims):
        raise PolicyError("claims have names that differ in case only, which AWS takes for the same")
    for claim, values in claims.items():
        limits.CLAIM.require("claims", claim)
        for value in texts(values):
            limits.SUBJECT.require(f"claims[{claim}]", value)


def _require_subjects(issuer: Issuer, subjects: Sequence[str]) -> None:
    for subject in subjects:
        limits.SUBJECT.require("subject", subject)
        if not issuer.confines(subject):
            raise PolicyError(
                f"subject {subject!r} is not allowed: strangers could match it; it must name the customer, and a "
                f"wildcard may stand only behind the delimiter that ends that part; give {issuer.example}"
            )


def _require_what_separates(name: str, subjects: Sequence[str], role_session_name: str | None) -> None:
    issuer = issuer_of(name)
    given = {SUBJECT: bool(subjects), AUDIENCE: True, SESSION_NAME: role_session_name is not None}
    if not given[issuer.claim]:
        argument = {SUBJECT: "subject", SESSION_NAME: "role_session_name"}[issuer.claim]
        raise PolicyError(f"{argument} is missing: it tells who of {name} is trusted; give {issuer.example}")
