from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy import PSEUDO_PARAMETERS, fill_pseudo_parameters, has_token
from iam_stacks.policy.pseudo import unknown_pseudo_parameters


def test_a_pseudo_parameter_is_filled_in() -> None:
    assert fill_pseudo_parameters("arn:${AWS::Partition}:s3:::b", {"AWS::Partition": "aws"}) == "arn:aws:s3:::b"


def test_policy_variables_and_unfilled_parameters_stay() -> None:
    text = "arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${aws:username}"
    assert fill_pseudo_parameters(text, {"AWS::Partition": "aws"}) == (
        "arn:aws:iam::${AWS::AccountId}:user/${aws:username}"
    )


def test_unknown_pseudo_parameters_are_named() -> None:
    assert unknown_pseudo_parameters("${AWS::Particion} ${AWS::Region} ${AWS::}") == ["AWS::Particion", "AWS::"]


def test_a_token_of_cdk_is_recognized_and_a_pseudo_parameter_is_none() -> None:
    assert has_token("arn:${Token[AWS.Partition.3]}:x")
    assert not has_token("arn:${AWS::Partition}:x")
    assert not has_token("${aws:username}")


@given(st.text())
def test_text_without_parameters_is_left_as_it_is(text: str) -> None:
    values = dict.fromkeys(PSEUDO_PARAMETERS, "x")
    if not any(name in text for name in PSEUDO_PARAMETERS):
        assert fill_pseudo_parameters(text, values) == text


@given(st.lists(st.sampled_from([*(f"${{{name}}}" for name in PSEUDO_PARAMETERS), "${aws:username}", "a", ":"])))
def test_filling_in_twice_is_filling_in_once(parts: list[str]) -> None:
    values = dict.fromkeys(PSEUDO_PARAMETERS, "x")
    once = fill_pseudo_parameters("".join(parts), values)
    assert fill_pseudo_parameters(once, values) == once
    assert unknown_pseudo_parameters("".join(parts)) == []
