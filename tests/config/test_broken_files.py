"""Broken files, each with the exact message that it gets: `NAME.yaml` beside `NAME.txt`."""

from pathlib import Path

import pytest

from iam_stacks.config import ConfigError, load

BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(file.stem for file in BROKEN.glob("*.yaml"))


def test_there_are_at_least_ten() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_file_gets_all_of_its_faults_with_their_places(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    with pytest.raises(ConfigError) as refusal:
        load(f"{name}.yaml")
    assert str(refusal.value) == (BROKEN / f"{name}.txt").read_text(encoding="utf-8").strip()


def test_what_stands_behind_an_unknown_key_is_not_shown() -> None:
    with pytest.raises(ConfigError) as refusal:
        load(BROKEN / "secret-in-the-file.yaml")
    assert "not-for-the-screen" not in str(refusal.value)
