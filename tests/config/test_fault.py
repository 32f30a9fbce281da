from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.config.fault import ConfigError, Fault, dotted, listing, suggest


def test_a_fault_says_place_problem_given_allowed_and_suggestion() -> None:
    fault = Fault(
        line=3, column=5, key="a.b", problem="there is no such name", given='"x"', allowed="y", suggestion="y"
    )
    assert str(fault) == '3:5: a.b: there is no such name; given "x"; allowed: y; did you mean y?'


def test_a_fault_of_the_whole_file_has_no_key() -> None:
    assert str(Fault(line=1, column=1, key="", problem="not YAML")) == "1:1: not YAML"


def test_what_was_given_is_shortened() -> None:
    fault = Fault(line=1, column=1, key="k", problem="too long", given="x" * 500)
    assert len(str(fault)) < 150


def test_an_error_lists_its_faults_in_the_order_of_the_file() -> None:
    second = Fault(line=2, column=1, key="b", problem="q")
    first = Fault(line=1, column=9, key="a", problem="p")
    assert str(ConfigError(Path("iam.yaml"), [second, first])) == "iam.yaml:1:9: a: p\niam.yaml:2:1: b: q"


def test_a_path_is_written_with_dots_and_brackets() -> None:
    assert dotted(("users", "J.Doe", "groups", 0)) == "users.J.Doe.groups[0]"


def test_a_value_of_eighty_characters_is_shown_whole_and_a_longer_one_is_cut_to_eighty() -> None:
    for length in (80, 81):
        text = str(Fault(line=1, column=1, key="k", problem="p", given="x" * length))
        assert len(text.partition("given ")[2]) == 80
        assert text.endswith("..." if length > 80 else "x")


def test_twelve_names_are_all_shown() -> None:
    names = [f"n{number:02}" for number in range(12)]
    assert listing(names) == ", ".join(names)


def test_many_names_are_cut() -> None:
    assert listing([f"n{number:02}" for number in range(15)]).endswith("n11 and 3 more")
    assert listing([]) == "none is defined"


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L"]), min_size=4, max_size=12), min_size=1))
def test_a_name_in_the_wrong_case_is_always_suggested(names: list[str]) -> None:
    assert suggest(names[0].swapcase(), names).casefold() == names[0].casefold()


def test_nothing_is_suggested_for_what_resembles_nothing() -> None:
    assert suggest("Zebra", ["Developers"]) == ""
