"""All practices, by theme.

Numbers of the CIS AWS Foundations Benchmark: v3.0.0 and v5.0.0 as Security Hub's control pages have them ("Related
requirements"), and steampipe-mod-aws-compliance, cis_v300 and cis_v500, where no control has them; v7.0.0: prowler,
compliance/aws/cis_7.0_aws.json. None of their titles is here: they are not free to copy.
"""

from __future__ import annotations

from collections.abc import Mapping

from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices.credentials import CREDENTIAL_PRACTICES
from iam_stacks.evidence.practices.logging import LOGGING_PRACTICES
from iam_stacks.evidence.practices.monitoring import MONITORING_PRACTICES
from iam_stacks.evidence.practices.organization import ORGANIZATION_PRACTICES
from iam_stacks.evidence.practices.passwords import PASSWORD_PRACTICES
from iam_stacks.evidence.practices.permissions import PERMISSION_PRACTICES
from iam_stacks.evidence.practices.root import ROOT_PRACTICES
from iam_stacks.evidence.practices.trust import TRUST_PRACTICES
from iam_stacks.evidence.practices.upkeep import UPKEEP_PRACTICES
from iam_stacks.evidence.practices.users import USER_PRACTICES

THEMES: Mapping[str, tuple[Practice, ...]] = {
    "root user and contacts": ROOT_PRACTICES,
    "passwords": PASSWORD_PRACTICES,
    "users": USER_PRACTICES,
    "credentials": CREDENTIAL_PRACTICES,
    "permissions": PERMISSION_PRACTICES,
    "trust": TRUST_PRACTICES,
    "upkeep": UPKEEP_PRACTICES,
    "logging": LOGGING_PRACTICES,
    "monitoring": MONITORING_PRACTICES,
    "organization": ORGANIZATION_PRACTICES,
}

PRACTICES: tuple[Practice, ...] = tuple(practice for practices in THEMES.values() for practice in practices)
