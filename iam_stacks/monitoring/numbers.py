"""What the standards call what is watched: numbers only, because they move from one version to the next."""

from __future__ import annotations

from collections.abc import Mapping

from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.watched import CisNumbers

CIS_NUMBERS: Mapping[str, CisNumbers] = {
    watched.name: CisNumbers(v3=f"4.{number}", v5=f"4.{number}", v7=f"5.{number}")
    for number, watched in enumerate(CIS_WATCHED, start=1)
}
"""By name, the recommendation of the CIS AWS Foundations Benchmark.

Its order stayed as it was in 1.4 (which Security Hub numbers alike); 7.0 moved the section Monitoring from 4 to 5.

Source: v3.0.0 and v5.0.0: steampipe-mod-aws-compliance, cis_v300 and cis_v500, section_4; v7.0.0: prowler,
compliance/aws/cis_7.0_aws.json.
"""

SECURITY_HUB: Mapping[str, str] = {watched.name: watched.control for watched in CIS_WATCHED if watched.control}
"""By name, the control of Security Hub; none looks at `OrganizationChanged`.

AWS source: Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch".
"""
