"""The fenced blocks of a page."""

import re
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
"""The pages of examples are tests/examples' to hold."""


def title(page: Path) -> str:
    """Return the name of a page, which is its path."""
    return page.relative_to(ROOT).as_posix()


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Yield each block of a language with the name of its page and its number there."""
    for page in PAGES:
        for number, match in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8"))):
            if match[1] == language:
                yield f"{title(page)}-{number}", match[2]


def commands() -> Iterator[str]:
    """Yield every command line that a page tells the reader to type."""
    for _, text in blocks("bash"):
        for line in text.splitlines():
            yield from (command.strip() for command in line.split("#")[0].split("&&") if command.strip())
