"""Where something stands in YAML."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.account.cloudformation.yaml_position import locate_yaml
from iam_stacks.policy.position import Path, locate

YAML = """\
Resources:
  R:
    Names: [a, !Ref b]
    Statement:
      - Effect: Allow
        Action: !Sub "x"
      - {Effect: Deny}
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), (1, 1)),
        (("Resources", "R", "Names"), (3, 12)),
        (("Resources", "R", "Names", 1), (3, 16)),
        (("Resources", "R", "Statement", 0, "Action"), (6, 17)),
        (("Resources", "R", "Statement", 1, "Effect"), (7, 18)),
        (("Resources", "R", "Statement", 2, "Effect"), (5, 7)),
        (("Resources", "R", "Statement", "x"), (5, 7)),
        (("Resources", "R", "Nothing", "Effect"), (3, 5)),
        (("Resources", "R", "Names", 0, "x"), (3, 13)),
    ],
)
def test_an_element_or_what_holds_it_is_found(path: Path, expected: tuple[int, int]) -> None:
    assert locate_yaml(YAML, path) == expected


VALUES = st.recursive(
    st.booleans() | st.sampled_from(["a", "b c"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), VALUES), st.lists(st.sampled_from(["a", "b", 0, 1, 2]), max_size=4))
def test_in_json_it_is_found_where_json_has_it(value: dict[str, object], path: list[str | int]) -> None:
    text = json.dumps(value, indent=1)
    assert locate_yaml(text, tuple(path)) == locate(text, tuple(path))
