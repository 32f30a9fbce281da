"""What can be delegated, and what would lead out of it."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import ACTION, TextRule

DELEGATED_PATH = TextRule(
    pattern=r"/(?!aws-|service-role/)([A-Za-z0-9.,+@=_-]+/)+",
    minimum=3,
    maximum=512,
    wording="words of letters, digits and .,+@=_- between slashes, not a path of AWS such as /aws-service-role/",
)
"""A path that users, roles and policies can have. IAM API Reference, CreatePolicy, Path."""

_OWN_ROLE = "it acts with a role of its own, whoever asks"
_OTHER_IDENTITIES = "it reaches identities that this boundary does not limit"
REFUSED_SERVICES = {
    "*": "it is every action",
    "iam": "the boundary itself says what may be done there",
    "sts": "the boundary itself says what may be done there",
    "account": _OTHER_IDENTITIES,
    "controltower": _OTHER_IDENTITIES,
    "identity-sync": _OTHER_IDENTITIES,
    "identitystore": _OTHER_IDENTITIES,
    "identitystore-auth": _OTHER_IDENTITIES,
    "organizations": _OTHER_IDENTITIES,
    "rolesanywhere": _OTHER_IDENTITIES,
    "signin": _OTHER_IDENTITIES,
    "sso": _OTHER_IDENTITIES,
    "sso-directory": _OTHER_IDENTITIES,
    "sso-oauth": _OTHER_IDENTITIES,
    "cloudformation": _OWN_ROLE,
    "servicecatalog": _OWN_ROLE,
}
"""The services none of whose actions can be allowed, each with the reason.

Source for CloudFormation: AWS CloudFormation User Guide, "AWS CloudFormation service role": a stack keeps its role.
"""


def require_delegable(actions: Sequence[str]) -> None:
    """Refuse actions with which the holders of a boundary could reach beyond it.

    Args:
        actions: patterns of actions, such as `s3:*`.

    Raises:
        PolicyError: the message names the action and says why.
    """
    if isinstance(actions, str):
        raise PolicyError(f"allowed_actions {actions!r} is not allowed; give a list of actions")
    for action in actions:
        # IAM takes no wildcard for a service, and nor does ACTION; so the service is what stands there.
        if not ACTION.accepts(action):
            raise PolicyError(f"allowed_actions {action!r} is not allowed; give {ACTION.allowed}")
        reason = REFUSED_SERVICES.get(action.partition(":")[0].lower())
        if reason:
            raise PolicyError(f"allowed_actions {action!r} is not allowed: {reason}; give actions of other services")
