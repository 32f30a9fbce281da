"""Wildcards as the documentation has them, one character at a time, trying everything."""

from iam_stacks.policy.wildcard import MANY, ONE


def naive(pattern: str, text: str, *, arn: bool, colons: int = 0) -> bool:
    """Whether a text matches; with `arn`, whether an ARN matches the pattern of a Resource element."""
    if not pattern:
        return not text
    head, rest = pattern[0], pattern[1:]
    held = arn and colons < 5
    if head == MANY:
        last_of_segment = rest.startswith(":") or not rest.strip(MANY)
        takes = bool(text) and (text[0] != ":" or not held or last_of_segment)
        return naive(rest, text, arn=arn, colons=colons) or (takes and naive(pattern, text[1:], arn=arn, colons=colons))
    if not text or (head == ONE and held and text[0] == ":") or (head not in (ONE, text[0])):
        return False
    return naive(rest, text[1:], arn=arn, colons=colons + (head == ":"))
