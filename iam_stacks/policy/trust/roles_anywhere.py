"""Trust in certificates, by IAM Roles Anywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.trust.accounts import literal_accounts
from iam_stacks.policy.trust.clauses import (
    ASSUME_ROLE,
    SET_SOURCE_IDENTITY,
    SOURCE_ARN,
    TAG_SESSION,
    allow,
    arn_clause,
    clause,
    some,
    texts,
)
from iam_stacks.policy.trust.reason import require_reason
from iam_stacks.policy.trust.value import Trust

if TYPE_CHECKING:
    from typing_extensions import Self

ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_TAG = "aws:PrincipalTag/x509"
SUBJECT_FIELDS = ("CN", "O", "OU", "C", "ST", "L")


class RolesAnywhereTrust(Trust):
    """Builders for roles that machines outside of AWS assume with a certificate."""

    @classmethod
    def roles_anywhere(
        cls,
        *,
        trust_anchor_arn: str | Sequence[str],
        subject: Mapping[str, str | Sequence[str]] = {},
        issuer: Mapping[str, str | Sequence[str]] = {},
        dns_name: str | Sequence[str] | None = None,
        uri: str | Sequence[str] | None = None,
        own_accounts: Collection[str] = (),
        any_subject: bool = False,
        reason: str | None = None,
    ) -> Self:
        """Trust whoever holds a certificate that an authority of ours has issued.

        AWS source: IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model".

        Args:
            trust_anchor_arn: the ARN of the trust anchor, which stands for the authority; or several.
            subject: fields of the certificate's subject (`CN`, `O`, `OU`, `C`, `ST`, `L`) with their values.
            issuer: fields of its issuer, likewise. Default: any.
            dns_name: the first DNS name among its subject's alternative names, or several to choose from.
            uri: the first URI among these, such as a SPIFFE id, or several to choose from.
            own_accounts: which accounts are ours, whose trust anchors may speak. Default: only the one deployed to.
            any_subject: accept every certificate of the authority, for the reason given. Default: one of subject,
                dns_name and uri must be given.
            reason: why.

        Raises:
            PolicyError: an ARN is not a trust anchor's, a field is none or has no value, or who is trusted is not said.
                The trust anchor of an account that is not ours is refused when the policy is rendered.
        """
        anchors = some("trust_anchor_arn", trust_anchor_arn)
        names, uris = some("dns_name", dns_name), some("uri", uri)
        for arn in anchors:
            limits.TRUST_ANCHOR_ARN.require("trust_anchor_arn", arn)
        for field in (*subject, *issuer):
            if field not in SUBJECT_FIELDS:
                raise PolicyError(f"field {field!r} is not allowed; give one of {', '.join(SUBJECT_FIELDS)}")
        if bool(subject or names or uris) == any_subject:
            raise PolicyError("give subject, dns_name or uri, or any_subject for all certificates of the authority")
        attributes = {
            **{f"{_TAG}Subject/{field}": values for field, values in subject.items()},
            **{f"{_TAG}Issuer/{field}": values for field, values in issuer.items()},
            **{f"{_TAG}SAN/{kind}": values for kind, values in {"DNS": names, "URI": uris}.items() if values},
        }
        for key, values in attributes.items():
            for value in texts(values):
                limits.CERTIFICATE_VALUE.require(key, value)
        conditions = [clause(key, values) for key, values in attributes.items()]
        conditions.append(arn_clause(SOURCE_ARN, anchors))
        actions = [ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY]
        statements = allow("Service", ROLES_ANYWHERE, actions, conditions)
        return cls(
            statements,
            foreign=literal_accounts(anchors) - set(texts(own_accounts)),
            reasons=require_reason("any_subject", any_subject, reason),
        )
