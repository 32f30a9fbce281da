"""What lets a service of AWS use a resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_iam as iam


def service_statement(
    service: str,
    *,
    actions: Sequence[str],
    resources: Sequence[str] = ("*",),
    conditions: Mapping[str, Mapping[str, Any]] | None = None,
    sid: str | None = None,
) -> iam.PolicyStatement:
    """Return the statement of a resource's policy that lets a service in.

    Args:
        service: its principal, such as `cloudtrail.amazonaws.com`.
        actions: what it may do.
        resources: with what. Default: the resource whose policy it is, as keys have it.
        conditions: on whose behalf. Default: on anybody's.
        sid: the statement's id. Default: none.
    """
    return iam.PolicyStatement(
        sid=sid,
        principals=[iam.ServicePrincipal(service)],
        actions=list(actions),
        resources=list(resources),
        conditions=conditions,
    )


def of_account(account: str) -> dict[str, dict[str, str]]:
    """Return the condition that a service acts for an account.

    Args:
        account: the account.
    """
    return {"StringEquals": {"aws:SourceAccount": account}}
