"""Rules for ARNs."""

from __future__ import annotations

from iam_stacks.policy.limits.text_rule import TextRule

ANY_FIELD = r"([^:\s]|\$\{AWS::[A-Za-z]+\})"
"""A character of an ARN's field, or a pseudo parameter, which has colons of its own."""

EXACT_FIELD = r"([^:\s*?]|\$\{AWS::[A-Za-z]+\})"
"""The same, and no wildcard."""


def arn_rule(service: str, resource: str, noun: str) -> TextRule:
    """Return the rule for the ARN of one thing in a Region; a pattern would stand for others too."""
    place = r"(\$\{AWS::Region\}|[a-z0-9-]+):(\$\{AWS::AccountId\}|[0-9]{12})"
    pattern = rf"arn:(\$\{{AWS::Partition\}}|aws[a-z-]*):{service}:{place}:{resource}"
    return TextRule(pattern=pattern, maximum=2048, wording=f"the ARN of {noun}")
