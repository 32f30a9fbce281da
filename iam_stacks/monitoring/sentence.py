"""Words that begin a sentence."""

from __future__ import annotations


def sentence(says: str) -> str:
    """Return the words with a capital at the start."""
    return says[:1].upper() + says[1:]
