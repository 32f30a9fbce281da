"""How wide text is, roughly: what writes a drawing has no fonts to ask."""

from __future__ import annotations

import re
import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/ -\"`")
_BROAD = frozenset("mwMW@%&")
_PIECES = re.compile(r"[^/:._-]*[/:._-]+|[^/:._-]+")


def width(text: str, size: float) -> float:
    """Return the width of text, rather too much than too little.

    Args:
        text: the text.
        size: of the font.
    """
    return size * sum(map(_em, text))


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """Return the lines of text: broken at spaces; words that are too long for a line at marks, or anywhere.

    Args:
        text: the text.
        room: how wide a line may be.
        size: of the font.
    """
    lines = [""]
    for word in text.split():
        for number, piece in enumerate([word] if width(word, size) <= room else _PIECES.findall(word)):
            gap = " " if lines[-1] and not number else ""
            if lines[-1] and width(lines[-1] + gap + piece, size) > room:
                lines.append("")
                gap = ""
            for letter in gap + piece:
                if lines[-1] and width(lines[-1] + letter, size) > room:
                    lines.append("")
                lines[-1] += letter
    return tuple(lines)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD:
        return 0.95
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.72 if letter.isupper() else 0.6
