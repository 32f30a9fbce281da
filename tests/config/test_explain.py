import pytest
from pydantic import BaseModel, ValidationError

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
