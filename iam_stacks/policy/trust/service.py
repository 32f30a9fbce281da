"""Trust in AWS services."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.trust.accounts import account_field, literal_accounts
from iam_stacks.policy.trust.clauses import (
    ASSUME_ROLE,
    SOURCE_ACCOUNT,
    SOURCE_ARN,
    SOURCE_ORG_ID,
    allow,
    arn_clause,
    clause,
    some,
    texts,
)
from iam_stacks.policy.trust.reason import require_reason
from iam_stacks.policy.trust.service_table import shown_by
from iam_stacks.policy.trust.value import ACCOUNT, Trust

if TYPE_CHECKING:
    from typing_extensions import Self

_BY_BUILDER = {"pods.eks.amazonaws.com": "pod_identity", "rolesanywhere.amazonaws.com": "roles_anywhere"}


class ServiceTrust(Trust):
    """Builders for roles that a service of AWS assumes.

    AWS source: IAM User Guide, "Create a role to delegate permissions to an AWS service", "The confused
    deputy problem".
    """

    @classmethod
    def service(
        cls,
        service: str,
        *,
        source_account: bool | str | None = None,
        source_arn: str | Sequence[str] | None = None,
        source_org_id: str | None = None,
        unverified: bool = False,
        own_accounts: Collection[str] = (),
        trusted: bool = False,
        reason: str | None = None,
    ) -> Self:
        """Trust an AWS service, acting for an account of ours where its guide says that the service tells.

        AWS source: IAM User Guide, "Create a role to delegate permissions to an AWS service"; for the conditions, the
        guide of each service, named in `iam_stacks.policy.trust.service_table`.

        Args:
            service: its principal, such as `lambda.amazonaws.com`.
            source_account: for which account the service must act (`aws:SourceAccount`): True is the one deployed to.
                Default: the one that `source_arn` names, else the one deployed to, where the service's own guide shows
                it in a role trust policy and no organization is given; otherwise it is not asked for.
            source_arn: for which resources (`aws:SourceArn`): ARNs, with `*` for what is not known. Default: any.
            source_org_id: for the accounts of which organization (`aws:SourceOrgID`), where the guide shows the
                account. Default: any.
            unverified: ask for conditions that the service's guide does not show. If the service does not send the
                key, it cannot assume the role. Default: such conditions are refused.
            own_accounts: which accounts are ours, that it may act for. Default: only the one deployed to.
            trusted: let it act for an account that is not ours, for the reason given.
            reason: why.

        Raises:
            PolicyError: the text is not a service principal, an account, an ARN or an organization; a condition is
                asked for that the service's guide does not show; the conditions name different accounts, or none. An
                account that is not ours, without trusted, is refused when the policy is rendered.
        """
        limits.SERVICE_PRINCIPAL.require("service", service)
        if service in _BY_BUILDER:
            raise PolicyError(f"{service} needs more than sts:AssumeRole; give TrustPolicy.{_BY_BUILDER[service]}")
        arns, shown = some("source_arn", source_arn), shown_by(service)
        by_default = shown.account and source_org_id is None
        accounts = _accounts(by_default if source_account is None else source_account, arns)
        asked = {
            SOURCE_ACCOUNT: bool(accounts) and not shown.account,
            SOURCE_ARN: bool(arns) and not shown.arn,
            SOURCE_ORG_ID: source_org_id is not None and not shown.account,
        }
        if not unverified:
            _require_shown(service, [key for key, not_shown in asked.items() if not_shown])
        conditions = [*_source_accounts(accounts), *_source_arns(arns), *_source_org_id(source_org_id)]
        _require_one_account(accounts, arns, source_org_id)
        return cls(
            allow("Service", service, [ASSUME_ROLE], conditions),
            foreign=() if trusted else literal_accounts([*accounts, *arns]) - set(texts(own_accounts)),
            reasons=require_reason("trusted", trusted, reason),
        )


def _accounts(asked: bool | str, arns: Sequence[str]) -> tuple[str, ...]:
    """Return the accounts to ask for: those that ARNs name in digits, else the one deployed to."""
    if isinstance(asked, str):
        return (asked,)
    return tuple(sorted(literal_accounts(arns))) or (ACCOUNT,) if asked else ()


def _require_one_account(accounts: Sequence[str], arns: Sequence[str], org_id: str | None) -> None:
    """Refuse conditions of which a stranger's resource could meet all, or nobody's.

    Source: IAM User Guide, "The confused deputy problem": both keys must name the same account, and an ARN without one
    needs the account beside it.
    """
    named = literal_accounts(accounts)
    for arn in arns:
        if named and literal_accounts([arn]) - named:
            raise PolicyError(f"source_arn {arn!r} is of another account than source_account; give the same in both")
        if not accounts and org_id is None and not has_token(arn) and account_field(arn) in ("", "*"):
            raise PolicyError(f"source_arn {arn!r} names no account, so anybody's would do; name it there")


def _require_shown(service: str, not_shown: list[str]) -> None:
    if not_shown:
        raise PolicyError(
            f"{service} is not shown to send {' and '.join(not_shown)} when it assumes a role, and a condition on a "
            "key that is not sent locks it out; leave the condition out, or give unverified"
        )


def _source_accounts(accounts: Sequence[str]) -> list[Clause]:
    for account in accounts:
        if account != ACCOUNT:
            limits.ACCOUNT_ID.require("source_account", account)
    return [clause(SOURCE_ACCOUNT, accounts)] if accounts else []


def _source_arns(arns: Sequence[str]) -> list[Clause]:
    for arn in arns:
        limits.SOURCE_ARN.require("source_arn", arn)
    return [arn_clause(SOURCE_ARN, arns)] if arns else []


def _source_org_id(org_id: str | None) -> list[Clause]:
    limits.ORGANIZATION_ID.require("source_org_id", org_id)
    return [] if org_id is None else [clause(SOURCE_ORG_ID, org_id)]
