"""An Action or NotAction element, ready to be asked of many requests."""

from __future__ import annotations

from iam_stacks.policy.wildcard import MANY, ONE, Matcher, any_matches, matcher, pattern_of


def compile_actions(texts: tuple[str, ...], *, negated: bool) -> Matcher:
    """Return the function that tells whether a statement is about an action, given in lower case.

    Args:
        texts: the actions as written; upper and lower case are the same. IAM JSON policy elements: Action.
        negated: whether it is a NotAction.
    """
    patterns = [pattern_of(text.lower()) for text in texts]
    exact = frozenset(pattern for pattern in patterns if MANY not in pattern and ONE not in pattern)
    matchers = [matcher(pattern) for pattern in patterns if pattern not in exact]
    matches = any_matches([exact.__contains__, *matchers])
    return lambda action: matches(action) is not negated
