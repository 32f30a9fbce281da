"""Templates in YAML."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.cloudformation.yaml_template import read_yaml
from iam_stacks.account.error import AccountError

FILE = Path("t.yaml")


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 8)}]" for level in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("!Ref A", {"Ref": "A"}),
        ("!Condition A", {"Condition": "A"}),
        ("!GetAtt A.B.C", {"Fn::GetAtt": ["A", "B.C"]}),
        ("!GetAtt [A, B]", {"Fn::GetAtt": ["A", "B"]}),
        ("!Sub 'a${B}'", {"Fn::Sub": "a${B}"}),
        ("!Sub ['${a}', {a: !Ref B}]", {"Fn::Sub": ["${a}", {"a": {"Ref": "B"}}]}),
        ("!Join ['', [a, !Ref B]]", {"Fn::Join": ["", ["a", {"Ref": "B"}]]}),
        (
            "!GetStackOutput {StackName: A, OutputName: B}",
            {"Fn::GetStackOutput": {"StackName": "A", "OutputName": "B"}},
        ),
        ("!Not [!Equals [a, b]]", {"Fn::Not": [{"Fn::Equals": ["a", "b"]}]}),
        ("Version: 2012-10-17", {"Version": "2012-10-17"}),
        ("[012345678901, 5, 1.5, 1e3]", ["012345678901", "5", "1.5", "1e3"]),
        ("[true, null, ~]", [True, None, None]),
        ("a: &x {b: c}\nd: {<<: *x, e: f}", {"a": {"b": "c"}, "d": {"b": "c", "e": "f"}}),
        ("a: &x {b: c}\nd: {<<: *x, b: f}", {"a": {"b": "c"}, "d": {"b": "f"}}),
        ("{yes: a, 1: b}", {"yes": "a", "1": "b"}),
    ],
)
def test_yaml_is_read_as_cloudformation_reads_it(text: str, content: Any) -> None:
    assert read_yaml(text, FILE) == content


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "t.yaml: line 1, column 5: it is neither JSON nor YAML"),
        ("a: 1\nb: 2\na: 3", "t.yaml: line 3, column 1: it is neither JSON nor YAML: the key a is given twice"),
        ("{[a]: b}", "t.yaml: line 1, column 2: it is neither JSON nor YAML: a key is no text"),
        ("a: !!python/name:os.system ''", "t.yaml: line 1, column 4: it is neither JSON nor YAML"),
        ("a: \x00", "t.yaml: it is neither JSON nor YAML: unacceptable character"),
        ("!Ref &a [*a]", "t.yaml: line 1"),
        ("a: &a [*a]", "t.yaml: line 1, column 4: it is neither JSON nor YAML: found unconstructable recursive node"),
        ("&a {b: *a}", "t.yaml: line 1, column 1: it is neither JSON nor YAML: found unconstructable recursive node"),
        ("[" * 500, "t.yaml: it is nested too deeply"),
        (BOMB, "t.yaml: its aliases stand for more than 1,000,000 values"),
    ],
)
def test_what_is_no_yaml_is_one_line_that_names_the_file(text: str, message: str) -> None:
    with pytest.raises(AccountError) as error:
        read_yaml(text, FILE)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(codec="ascii", exclude_categories=["Cc"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=10,
)


@given(JSON)
def test_json_is_yaml(content: Any) -> None:
    assert read_yaml(json.dumps(content), FILE) == content


@given(st.text() | st.text("!{}[]:,-&*<|>#'\" \na1"))
def test_no_text_raises_anything_else(text: str) -> None:
    with suppress(AccountError):
        read_yaml(text, FILE)
