"""The evaluator of filter patterns, against what the documentation says of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.monitoring.filter_pattern import PatternError, matches

EVENT: dict[str, Any] = {
    "name": "CreateUser",
    "from": "10.1.2.3",
    "odd": "Cre*ser",
    "count": 12,
    "share": 0.5,
    "text-number": "12",
    "empty": "",
    "nothing": None,
    "yes": True,
    "no": False,
    "words": ["one", "two"],
    "people": [{"id": 1}, {"id": 2, "more": {"deep_er": "x"}}],
    "grid": [[0, 1], [2, 3]],
    "object": {"0": "not an element"},
    "quoted": 'say "yes" \\ no',
}

MATCHING = [
    '{ $.name = "CreateUser" }',
    "{$.name=CreateUser}",
    '{ $.name != "DeleteUser" }',
    '{ $.name = "*User" }',
    '{ $.name = "Create*" }',
    '{ $.name = "*ate*" }',
    "{ $.name = * }",
    '{ $.odd = "Cre*ser" }',
    "{ $.from != 10.2.* }",
    '{ $.quoted = "say \\"yes\\" \\\\ no" }',
    '{ $.empty = "" }',
    "{ $.count = 12 }",
    "{ $.count = +1.2e1 }",
    '{ $.text-number = "12" }',
    "{ $.text-number = 12 }",
    "{ $.count != 13 }",
    "{ $.count > 11.5 }",
    "{ $.count >= 12 }",
    "{ $.share < 10e-1 }",
    "{ $.share <= .5 }",
    "{ $.words[1] = two }",
    "{ $.people[1].id = 2 }",
    "{ $.people[1].more.deep_er = x }",
    "{ $.grid[1][0] = 2 }",
    "{ $.nothing IS NULL }",
    "{ $.yes IS TRUE }",
    "{ $.no IS FALSE }",
    "{ $.other NOT EXISTS }",
    "{ $.words[2] NOT EXISTS }",
    "{ $.name.deeper NOT EXISTS }",
    "{ $.name = %^Create[A-Z]% }",
    "{ $.name = %teU% }",
    "{ $.name != %^User% }",
    "{ ($.name = CreateUser) && ($.count = 12) }",
    "{ $.name = CreateUser || $.count = 0 && $.share = 0 }",
    "{ (($.count = 0 || $.name = CreateUser)) && $.yes IS TRUE }",
]

FAILING = [
    '{ $.name = "createuser" }',
    '{ $.name = "Create" }',
    '{ $.name != "Create*" }',
    '{ $.name = "Cre*ser" }',
    '{ $.name = "user*" }',
    '{ $.from = "10x1.*" }',
    "{ $.count = 13 }",
    "{ $.count != 12 }",
    '{ $.count = "13" }',
    "{ $.count < 12 }",
    "{ $.count > 12 }",
    "{ $.name > 1 }",
    "{ $.text-number > 1 }",
    "{ $.yes > 0 }",
    "{ $.yes = 1 }",
    "{ $.words[0] = two }",
    "{ $.words[2] = two }",
    "{ $.words = one }",
    "{ $.words != one }",
    "{ $.people[0].more.deep_er = x }",
    "{ $.object[0] = * }",
    "{ $.object != x }",
    "{ $.other = * }",
    "{ $.other != x }",
    "{ $.other IS NULL }",
    "{ $.name IS NULL }",
    "{ $.no IS TRUE }",
    "{ $.count IS TRUE }",
    "{ $.nothing NOT EXISTS }",
    "{ $.words NOT EXISTS }",
    "{ $.name = %^User% }",
    "{ $.count = %1% }",
    "{ $.name = CreateUser && $.count = 0 }",
    "{ ($.name = CreateUser || $.count = 0) && $.share = 0 }",
]

MALFORMED = [
    "",
    "CreateUser",
    "$.name = x",
    "{ }",
    "{ $.name }",
    "{ $.name = }",
    "{ $.name = x",
    "{ $.name = x } }",
    "{ ($.name = x }",
    "{ $.name = x) }",
    "{ $.name = x && }",
    "{ $.name = x & $.count = 1 }",
    "{ $.name = x $.count = 1 }",
    "{ name = x }",
    "{ $ = x }",
    "{ $[0] = x }",
    "{ $.words[*] = one }",
    "{ $.name == x }",
    "{ $.name && x }",
    "{ $.name = a:b }",
    "{ $.name = a/b }",
    '{ $.name = "x }',
    "{ $.name = 'x' }",
    "{ $.count > many }",
    '{ $.count > "1" }',
    "{ $.count EXISTS }",
    "{ $.name IS NOTHING }",
    "{ $.name NOT NULL }",
    "{ $.name = %(User|Role)% }",
    "{ $.name = %[% }",
    "{ $.name = %a% || $.name = %b% || $.name = %c% }",
    "{ !($.name = x) }",
]


@pytest.mark.parametrize("pattern", MATCHING)
def test_a_pattern_matches(pattern: str) -> None:
    assert matches(pattern, EVENT)


@pytest.mark.parametrize("pattern", FAILING)
def test_a_pattern_does_not_match(pattern: str) -> None:
    assert not matches(pattern, EVENT)


@pytest.mark.parametrize("pattern", MALFORMED)
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        matches(pattern, EVENT)


_TEXTS = st.text(max_size=8)
_CONDITIONS = st.tuples(
    st.sampled_from(["name", "other"]), st.sampled_from(["=", "!="]), st.sampled_from(["x", "y", "x*"])
)


@settings(max_examples=50)
@given(_TEXTS, _TEXTS)
def test_a_quoted_text_without_asterisks_equals_itself_alone(text: str, other: str) -> None:
    text = text.replace("*", "")
    pattern = f"{{ $.name = {json.dumps(text)} }}"

    assert matches(pattern, {"name": text})
    assert matches(pattern, {"name": other}) is (text == other)


@settings(max_examples=50)
@given(st.lists(st.lists(_CONDITIONS, min_size=1, max_size=3), min_size=1, max_size=3), st.sampled_from(["x", "xy"]))
def test_and_binds_closer_than_or_with_or_without_parentheses(
    groups: list[list[tuple[str, str, str]]], name: str
) -> None:
    texts = [[f"$.{field} {sign} {value}" for field, sign, value in group] for group in groups]
    plain = " || ".join(" && ".join(group) for group in texts)
    nested = " || ".join("(" + " && ".join(f"({each})" for each in group) + ")" for group in texts)
    expected = any(all(matches(f"{{{each}}}", {"name": name}) for each in group) for group in texts)

    assert matches(f"{{{plain}}}", {"name": name}) is expected
    assert matches(f"{{{nested}}}", {"name": name}) is expected
