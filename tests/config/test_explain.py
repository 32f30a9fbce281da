from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from iam_stacks.config import ConfigError, load
from iam_stacks.config.explain import explain, quote
from iam_stacks.config.source import read


def test_an_error_that_nobody_foresaw_keeps_pydantics_words() -> None:
    class Other(BaseModel):
        size: float

    with pytest.raises(ValidationError) as error:
        Other.model_validate({"size": "large"})
    (fault,) = explain(error.value, read("size: large"))
    assert str(fault) == (
        '1:1: size: Input should be a valid number, unable to parse string as a number; given "large"'
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [("a", '"a"'), (3, "3"), (True, "true"), (None, "nothing"), ({}, "a mapping"), ([], "a list"), ("é", '"é"')],
)
def test_a_value_is_quoted_as_the_file_would_write_it(given: object, written: str) -> None:
    assert quote(given) == written


def test_a_list_that_is_too_short_but_not_empty_says_how_long_it_must_be(estate_file: Callable[[str], Path]) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(estate_file("roles: {R: {trust: {any_of: [{service: ec2.amazonaws.com}]}}}"))
    assert [(fault.key, fault.problem, fault.allowed) for fault in refusal.value.faults] == [
        ("roles.R.trust.any_of", "this is too short", "2 items or more")
    ]
