"""Passwords, access keys, and the settings of an account that are about them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from iam_stacks.policy.limits.text_rule import TextRule

PASSWORD_LENGTH = (6, 128)
"""The least length that a password policy can ask for, in characters. IAM API Reference, UpdateAccountPasswordPolicy,
as the other two."""
PASSWORD_REUSE = (1, 24)
"""How many former passwords a password policy can remember."""
PASSWORD_AGE = (1, 1095)
"""After how many days a password policy can ask for a new one."""

OnDelete: TypeAlias = Literal["retain", "restore", "delete"]
"""What becomes of a setting of the account: it stays, gives way to what was before, or is deleted."""

ACCESS_KEY_AGE = (1, 90)
"""How often an access key is rotated, in days: 90 at the most in the CIS AWS Foundations Benchmark 3.0, 1.14."""

UNUSED_CREDENTIALS_AGE = (1, 365)
"""After how many days credentials count as unused. The greatest number is ours: AWS names none."""
UNUSED_ACCESS_AGE = (1, 365)
"""After how many days an analyzer counts access as unused. IAM Access Analyzer API Reference,
UnusedAccessConfiguration."""

ACCOUNT_ALIAS = TextRule(
    pattern=r"[a-z0-9](?:[a-z0-9]|-(?!-))*[a-z0-9]",
    minimum=3,
    maximum=63,
    wording="lower-case letters, digits and single -, not at the ends",
)
"""IAM API Reference, CreateAccountAlias."""

EMAIL_ADDRESS = TextRule(
    pattern=r"[^\s@]+@[^\s@]+\.[^\s@]+", minimum=3, maximum=254, wording="one e-mail address, such as team@example.com"
)
"""What Amazon SNS sends to is for its confirmation to prove; this finds what is no address at all."""
