"""A trail, its log group and its bucket."""

from __future__ import annotations

from iam_stacks.policy.limits.text_rule import TextRule

TRAIL_NAME = TextRule(
    pattern=r"(?![0-9]+(?:\.[0-9]+){3}$)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*",
    minimum=3,
    maximum=128,
    wording="letters, digits and single ._-, not at the ends, and no IP address",
)
"""CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys"."""

LOG_RETENTION = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip
"""After how many days a log group can forget. CloudWatch Logs API Reference, PutRetentionPolicy, retentionInDays."""

OBJECT_DAYS = (1, 36500)
"""For how many days an object is kept, or locked by default: 100 years at the most, which S3 allows a lock."""
