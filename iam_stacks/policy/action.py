"""An Action or NotAction element, ready to be asked of many requests."""

from __future__ import annotations

from iam_stacks.policy.wildcard import Matcher, any_matches, matcher, pattern_of


def compile_actions(texts: tuple[str, ...], *, negated: bool) -> Matcher:
    """Return the function that tells whether a statement is about an action, given in lower case.

    Args:
        texts: the actions as written; upper and lower case are the same. IAM JSON policy elements: Action.
        negated: whether it is a NotAction.
    """
    folded = {text.lower() for text in texts}
    wild = [text for text in folded if "*" in text or "?" in text]
    exact = folded.difference(wild)
    matches = any_matches([exact.__contains__, *(matcher(pattern_of(text)) for text in wild)])
    return lambda action: matches(action) is not negated
