"""About policies that allow more than is needed."""

from __future__ import annotations

from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules.least_privilege import (
    administrator_equivalent,
    data_reads_anywhere,
    full_service_access,
    pass_role_anywhere,
    pass_role_without_service,
    policy_attached_to_user,
    resource_exposure_anywhere,
    role_creation_without_boundary,
)

LEAST_PRIVILEGE_RULES: tuple[Rule[Any], ...] = (
    administrator_equivalent.RULE,
    full_service_access.RULE,
    pass_role_anywhere.RULE,
    pass_role_without_service.RULE,
    data_reads_anywhere.RULE,
    resource_exposure_anywhere.RULE,
    policy_attached_to_user.RULE,
    role_creation_without_boundary.RULE,
)
