import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.config.source import read

TEXT = """\
groups:
  Developers: {path: /a/}
users:
  JohnDoe:
    groups: [Developers, Others]
"""


def test_each_key_and_item_has_its_line_and_column() -> None:
    source = read(TEXT)
    assert source.place(("groups", "Developers")) == (2, 3)
    assert source.place(("groups", "Developers", "path")) == (2, 16)
    assert source.place(("users", "JohnDoe", "groups", 1)) == (5, 26)


def test_a_path_that_is_not_there_stands_where_the_nearest_key_above_it_does() -> None:
    assert read(TEXT).place(("users", "JohnDoe", "path")) == (4, 3)
    assert read(TEXT).place(("roles",)) == (1, 1)
    assert read("").place(("roles",)) == (1, 1)


def test_an_empty_file_has_no_data() -> None:
    assert read("# nothing\n").data is None


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("3", 3), ("-12", -12), ("0", 0),
        # what YAML 1.1 would turn into something else
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("012345670123", "012345670123"), ("12:30", "12:30"),
        ("1.10", "1.10"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("1e3", "1e3"), ("2012-10-17", "2012-10-17"),
        # what is written as text, or said to be something
        ("'true'", "true"), ('"3"', "3"), ("!!str 3", "3"), ('!!bool "maybe"', "maybe"), ("!!binary aGk=", "aGk="),
        ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_only_null_booleans_and_plain_whole_numbers_are_not_text(written: str, read_as: object) -> None:
    assert read(f"a: {written}").data == {"a": read_as}


def test_an_alias_may_repeat_a_value() -> None:
    source = read("a: &x {b: 1}\nc: *x\n")
    assert source.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert source.faults == ()


def test_nesting_without_end_is_a_fault() -> None:
    (fault,) = read("[" * 1200 + "]" * 1200).faults
    assert str(fault) == "1:1: this is nested too deeply"


@pytest.mark.parametrize("depth", [50, 300, 450, 900])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    """How deep is too deep differs between versions of Python."""
    source = read("[" * depth + "]" * depth)
    assert (source.data is None) == bool(source.faults)


def test_a_character_that_yaml_does_not_have_is_a_fault() -> None:
    (fault,) = read("a: \x00").faults
    assert str(fault).startswith("1:1: not YAML: ")


def test_a_syntax_error_has_its_place() -> None:
    (fault,) = read("a:\n  b: {c\n").faults
    assert (fault.line, fault.column) == (3, 1)


KEYS = st.text(st.sampled_from("abcXYZ0"), min_size=1, max_size=5)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text(max_size=8))
DATA = st.dictionaries(
    KEYS, st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner), st.dictionaries(KEYS, inner)), max_leaves=8)
)


@given(DATA, st.booleans())
def test_what_yaml_writes_is_read_back(data: dict[str, object], flow: bool) -> None:
    source = read(yaml.safe_dump(data, default_flow_style=flow))
    assert source.data == data
    assert source.faults == ()


@given(DATA)
def test_every_place_is_where_its_key_is_written(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data)
    lines = text.splitlines()
    for path, (line, column) in read(text).places.items():
        if path and isinstance(path[-1], str):
            assert lines[line - 1][column - 1 :].lstrip("'\"? ").startswith(path[-1])


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(fault.line >= 1 and fault.column >= 1 for fault in read(text).faults)
