"""The actions that change who may reach a resource."""

from __future__ import annotations

import re
from functools import lru_cache

from iam_stacks.account.service_data import access_level

_PERMISSIONS = "Permissions management"
_OPENS = re.compile(
    r"[^:]*:((BatchGrant|Add|Attach|Create|Grant|Modify|Put|Set|Update)"
    r"(?!Policy$)\w*(Policy|Permissions?|Acl|Grant|Access|Attributes?|Settings|PublicAccessBlock|OwnershipControls)"
    r"|Authorize\w+)"
)
"""Of the actions that manage permissions those that can give some: not those that take, or only read."""

FURTHER = frozenset(
    (
        "ec2:DisableImageBlockPublicAccess",
        "ec2:DisableSnapshotBlockPublicAccess",
        "ec2:ModifyFpgaImageAttribute",
        "ec2:ModifyImageAttribute",
        "lambda:CreateFunctionUrlConfig",
        "lambda:UpdateFunctionUrlConfig",
        "ram:AssociateResourceShare",
        "ram:CreateResourceShare",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:ModifyDBSnapshotAttribute",
    )
)
"""What shares a resource with others, but is published as `Write`, or has a name of another form."""


@lru_cache(maxsize=32768)
def exposes(action: str) -> bool:
    """Tell whether an action, as AWS writes it, can let others reach a resource.

    Source: Service Authorization Reference, the access level of each action, and IAM User Guide, "Understanding access
    level summaries within policy summaries".
    """
    return action in FURTHER or bool(_OPENS.fullmatch(action) and access_level(action) == _PERMISSIONS)
