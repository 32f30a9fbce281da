from pathlib import Path

import pytest

from docs.generate import GENERATED


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_generated_is_current(name: str, root: Path) -> None:
    assert (root / name).read_text(encoding="utf-8") == GENERATED[name](), "run `make docs`"
