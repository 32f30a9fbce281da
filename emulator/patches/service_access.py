"""Whether an AWS service may do something, by the policy of what it reaches. No patch: what several of them share.

MiniStack asks such policies here and there; what nobody asks, a deployment would not prove.
"""

from collections.abc import Mapping
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import kms


def may(service: str, action: str, resource: str, policy: Any, context: Mapping[str, str]) -> bool:
    """Tell whether a resource's policy lets a service act; the context's keys are in lower case."""
    asked = iam_evaluator.EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context=dict(context),
    )
    return bool(iam_evaluator.evaluate_resource_policy(policy, asked, service=service).decision == "Allow")


def may_use_key(service: str, key: str, actions: tuple[str, ...], context: Mapping[str, str]) -> bool:
    """Tell whether a key is there, in use, and lets a service do all of this; without a key there is nothing to ask."""
    if not key:
        return True
    found = kms._resolve_key(key) or {"KeyState": "missing"}
    if found["KeyState"] != "Enabled":
        return False
    return all(may(service, action, found["Arn"], found.get("Policy"), context) for action in actions)


def on_behalf_of(arn: str) -> dict[str, str]:
    """Return the context of a request that a service makes for a resource of this account."""
    return {"aws:sourcearn": arn, "aws:sourceaccount": get_account_id()}
