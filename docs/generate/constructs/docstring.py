"""What stands in a docstring."""

import inspect
import re

_ENTRY = re.compile(r"^ {4}(?P<name>\w+): (?P<meaning>.*(?:\n {8}.*)*)", re.MULTILINE)
_SENTENCE = re.compile(r".*?[.](?=\s|$)")
_PARTS = re.compile(r"^(Args|Attributes|Raises):\n", re.MULTILINE)


def parts(documented: object) -> dict[str, str]:
    """Split a docstring into what stands under each of its headings; the text before them is under an empty one."""
    head, *rest = _PARTS.split(inspect.getdoc(documented) or "")
    return {"": head.strip(), **dict(zip(rest[::2], rest[1::2], strict=True))}


def first_sentence(documented: object) -> str:
    """Return the first sentence of a docstring, on one line."""
    text = " ".join(parts(documented)[""].split())
    found = _SENTENCE.match(text)
    return found[0] if found else text


def entries(documented: object, heading: str) -> dict[str, str]:
    """Return what stands under a heading: names, each with its meaning."""
    text = parts(documented).get(heading, "")
    return {match["name"]: " ".join(match["meaning"].split()) for match in _ENTRY.finditer(text)}


def split_default(meaning: str) -> tuple[str, str]:
    """Split what an argument means from what it is by default, if that is said."""
    text, _, default = meaning.partition("Default: ")
    return text.strip(), default.removesuffix(".")
