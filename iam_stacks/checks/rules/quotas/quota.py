"""The numbers that hold for the account, and what can be done when they are exceeded."""

from __future__ import annotations

from iam_stacks.checks.views import AccountView, PolicyView
from iam_stacks.policy.limits import QUOTAS

QUOTA_PAGE = "IAM User Guide, IAM and AWS STS quotas"


def allowed(view: AccountView | PolicyView, name: str) -> int:
    """Return a quota of the account: what is given for it, else what AWS grants everybody."""
    return QUOTAS[name].given(name, view.quotas.get(name))


def mended(name: str, count: int, instead: str) -> str:
    """Return how to mend an excess: what to do instead, or how far the quota can be raised if that is far enough.

    Args:
        name: the quota's.
        count: how many there are.
        instead: what helps without another quota.
    """
    most = QUOTAS[name].maximum
    if most == QUOTAS[name].default:
        return f"{instead}; the quota is fixed"
    if count > most:
        return f"{instead}; AWS raises the quota to {most:,} at most"
    return f"{instead}, or raise the quota in Service Quotas, to {most:,} at most, and give it in quotas as {name}"
