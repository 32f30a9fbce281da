"""Reading files."""

from pathlib import Path

import pytest

from iam_stacks.account.error import AccountError
from iam_stacks.account.file import read


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("t.json", b'{"a": 1}', {"a": 1}),
        ("t.json", b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ("t.yaml", b"a: !Ref b", {"a": {"Ref": "b"}}),
        ("t.template", b'{"a": 1}', {"a": 1}),
        ("t.template", b"a: b", {"a": "b"}),
    ],
)
def test_json_and_yaml_are_told_apart_by_content(tmp_path: Path, name: str, content: bytes, found: object) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert read(file) == found


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.json", b"{", "it is not JSON: Expecting property name"),
        ("t.json", b"[" * 200_000, "it is nested too deeply"),
        ("t.json", b"\xff", "it is not text in UTF-8"),
        ("t.yaml", b"a: [", "line 1, column 5: it is neither JSON nor YAML"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_names_the_file(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(AccountError) as error:
        read(file)
    assert str(error.value).startswith(f"{file}: {message}")
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match=r"none\.json: no such file or directory"):
        read(tmp_path / "none.json")


def test_a_path_that_no_file_can_have_is_named() -> None:
    with pytest.raises(AccountError, match="embedded null"):
        read(Path("a\0b"))
