"""Trust in AWS services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.trust.clauses import (
    ASSUME_ROLE,
    SOURCE_ACCOUNT,
    SOURCE_ARN,
    SOURCE_ORG_ID,
    allow,
    arn_clause,
    clause,
    texts,
)
from iam_stacks.policy.trust.service_table import shown_by
from iam_stacks.policy.trust.value import ACCOUNT, Trust

if TYPE_CHECKING:
    from typing_extensions import Self


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
        source_arn: str | Sequence[str] = (),
        source_org_id: str | None = None,
        unverified: bool = False,
    ) -> Self:
        """Trust an AWS service, acting for an account of ours where its guide says that the service tells.

        AWS source: IAM User Guide, "Create a role to delegate permissions to an AWS service"; for the conditions, the
        guide of each service, named in `iam_stacks.policy.trust.service_table`.

        Args:
            service: its principal, such as `lambda.amazonaws.com`.
            source_account: for which account the service must act (`aws:SourceAccount`): True is the one deployed to.
                Default: that one, where the service's own guide shows it in a role trust policy and no organization
                is given; else not asked for.
            source_arn: for which resources (`aws:SourceArn`): ARNs, with `*` for what is not known. Default: any.
            source_org_id: for the accounts of which organization (`aws:SourceOrgID`), where the guide shows the
                account. Default: any.
            unverified: ask for conditions that the service's guide does not show. If the service does not send the
                key, it cannot assume the role. Default: such conditions are refused.

        Raises:
            PolicyError: the text is not a service principal, an account, an ARN or an organization; or a condition is
                asked for that the service's guide does not show.
        """
        limits.SERVICE_PRINCIPAL.require("service", service)
        shown = shown_by(service)
        by_default = shown.account and source_org_id is None
        account = by_default if source_account is None else source_account
        asked = {
            SOURCE_ACCOUNT: account is not False and not shown.account,
            SOURCE_ARN: bool(source_arn) and not shown.arn,
            SOURCE_ORG_ID: source_org_id is not None and not shown.account,
        }
        if not unverified:
            _require_shown(service, [key for key, not_shown in asked.items() if not_shown])
        conditions = [
            *_source_account(account),
            *_source_arns(source_arn),
            *_source_org_id(source_org_id),
        ]
        return cls(tuple(allow("Service", service, [ASSUME_ROLE], conditions)))


def _require_shown(service: str, not_shown: list[str]) -> None:
    if not_shown:
        raise PolicyError(
            f"{service} is not shown to send {' and '.join(not_shown)} when it assumes a role, and a condition on a "
            "key that is not sent locks it out; leave the condition out, or give unverified"
        )


def _source_account(account: bool | str) -> list[Clause]:
    if account is False:
        return []
    named = ACCOUNT if account is True else account
    if named != ACCOUNT:
        limits.ACCOUNT_ID.require("source_account", named)
    return [clause(SOURCE_ACCOUNT, named)]


def _source_arns(arns: str | Sequence[str]) -> list[Clause]:
    for arn in texts(arns):
        limits.SOURCE_ARN.require("source_arn", arn)
    return [arn_clause(SOURCE_ARN, arns)] if arns else []


def _source_org_id(org_id: str | None) -> list[Clause]:
    limits.ORGANIZATION_ID.require("source_org_id", org_id)
    return [] if org_id is None else [clause(SOURCE_ORG_ID, org_id)]
