"""What IAM accepts as parts of a policy."""

from __future__ import annotations

from iam_stacks.policy.limits.text_rule import TextRule

STATEMENT_ID = TextRule(pattern=r"[A-Za-z0-9]*", maximum=256, wording="letters and digits")
"""IAM JSON policy elements: Sid. The grammar names the characters, not a length: 256 keeps a report readable."""

RESOURCE = TextRule(
    pattern=r"\*|arn:[^\s]*\*[^\s]*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:[^\n]+", maximum=2048, wording="an ARN, or *"
)
"""IAM JSON policy elements: Resource. A wildcard may stand for several parts of an ARN."""

PATTERN_CHARACTERS = frozenset("*?$")
"""What would make text in a resource a pattern: wildcards, and policy variables. A user's path may have them."""

ACTION = TextRule(
    pattern=r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+", maximum=128, wording="service:Action, with * or ? as wildcards, or *"
)
CONDITION_OPERATOR = TextRule(
    pattern=r"(ForAllValues:|ForAnyValue:)?[A-Za-z]+", maximum=64, wording="an operator such as StringEquals"
)
CONDITION_KEY = TextRule(
    pattern=r"[A-Za-z0-9.-]+(/[^\s]+)?:[^\s]+", maximum=512, wording="a condition key such as aws:SourceAccount"
)
"""IAM JSON policy elements: Action; Condition operators; Condition keys. Whether AWS has the named one is a check."""
