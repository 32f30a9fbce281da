"""The reference of the public names: an index, and a page for each."""

from collections.abc import Callable
from functools import partial

from docs.generate.constructs.index import GROUPS, index
from docs.generate.constructs.page import page

FOLDER = "docs/constructs"


def construct_pages() -> dict[str, Callable[[], str]]:
    """Return what writes each page, by its file."""
    names = [name for group in GROUPS.values() for name in group]
    return {f"{FOLDER}/README.md": index, **{f"{FOLDER}/{name}.md": partial(page, name) for name in names}}
