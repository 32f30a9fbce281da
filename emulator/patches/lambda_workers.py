"""Functions of one name in several accounts.

When MiniStack's CloudFormation makes a function, it ends the running ones of that name, in whichever account. On AWS
the accounts have nothing to do with each other:
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
Delete when a release has it.
"""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc


def apply() -> None:
    """End those of the caller's own account and Region only."""
    invalidate = lambda_svc.invalidate_worker

    def invalidate_own(name: str, qualifier: Any = None, account: str = "", region: str = "") -> None:
        invalidate(name, qualifier, account or get_account_id(), region or get_region())

    lambda_svc.invalidate_worker = invalidate_own
