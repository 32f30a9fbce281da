import pytest

from iam_stacks.policy.variables import Context, Variable, template
from iam_stacks.policy.wildcard import pattern_of

CONTEXT: Context = {"aws:username": "alice", "k:list": ("a", "b"), "k:star": "*"}
CASES = [
    ("plain", "plain"),
    ("${aws:username}", "alice"),
    ("${AWS:UserName}", "alice"),
    ("a/${aws:username}/b", "a/alice/b"),
    ("${aws:username}${aws:username}", "alicealice"),
    ("${k:none}", None),
    ("a${k:none}b", None),
    ("${k:none, 'x'}", "x"),
    ("${k:none,'x y'}", "x y"),
    ("${k:none , 'x' }", "x"),
    ("${k:none, ''}", ""),
    ("${aws:username, 'x'}", "alice"),
    ("${k:list}", None),
    ("${k:list, 'x'}", "x"),
    ("${$}{*}", "${*}"),
    ("${*}${?}", "*?"),
    ("${k:star}", "*"),
    ("${", "${"),
    ("${a", "${a"),
    ("${}", "${}"),
    ("${k:none, x}", "${k:none, x}"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_variable_is_filled_with_the_value_of_its_key_or_its_default(text: str, expected: str | None) -> None:
    assert template(text, wildcards=False, variables=True).fill(CONTEXT) == expected


def test_what_a_variable_stands_for_is_no_wildcard() -> None:
    read = template("*${k:star}${*}?", wildcards=True, variables=True)
    assert read.fill(CONTEXT) == pattern_of("*") + "**" + pattern_of("?")


def test_a_default_is_no_wildcard_either() -> None:
    assert template("${k:none, '*'}", wildcards=True, variables=True).fill({}) == "*"


def test_without_variables_the_text_is_fixed() -> None:
    assert template("a*", wildcards=True, variables=True).fixed == pattern_of("a*")
    assert template("${$}", wildcards=False, variables=True).fixed == "$"
    assert template("${aws:username}", wildcards=False, variables=True).fixed is None


def test_the_old_version_has_no_variables() -> None:
    old = template("${aws:username}*", wildcards=True, variables=False)
    assert (old.fixed, old.variables) == (pattern_of("${aws:username}*"), ())


def test_a_variable_knows_how_it_was_written() -> None:
    read = template("${aws:PrincipalTag/Team, 'red'}", wildcards=False, variables=True)
    assert read.variables == (Variable("aws:principaltag/team", "aws:PrincipalTag/Team", "red"),)
