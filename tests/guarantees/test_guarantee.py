"""The sentence."""

from typing import Any

import pytest

from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.policy.error import PolicyError


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"cannot": ["iam:*"]}, "all cannot iam:* on *"),
        ({"can_only": ["s3:Get*", "s3:List*"], "on": ["a", "b"]}, "all can_only s3:Get*, s3:List* on a, b"),
        ({"can": ["s3:GetObject"], "through": "escalation"}, "all can s3:GetObject on * through escalation"),
    ],
)
def test_a_guarantee_is_a_sentence(given: dict[str, Any], text: str) -> None:
    assert Guarantee(principals="all", **given).text == text


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, ["a guarantee has exactly one of cannot, can_only, can; given none of them"]),
        (
            {"cannot": ["a:B"], "can": ["a:B"]},
            ["a guarantee has exactly one of cannot, can_only, can; given cannot and can"],
        ),
        (
            {"through": "roles"},
            [
                "a guarantee has exactly one of cannot, can_only, can; given none of them",
                "through 'roles' is not allowed; give escalation, or leave it out",
            ],
        ),
    ],
)
def test_what_is_no_guarantee_is_refused(given: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(PolicyError) as refused:
        Guarantee(principals="all", **given)
    assert str(refused.value).splitlines() == faults


def test_one_text_is_a_list_of_one() -> None:
    stated = Guarantee(principals="all", cannot="iam:*", on="*")
    assert (stated.actions, stated.on, stated.text) == (("iam:*",), ("*",), "all cannot iam:* on *")


def test_principals_are_text() -> None:
    with pytest.raises(PolicyError, match="principals 5 are no text; give all, or user/NAME"):
        Guarantee(principals=5, cannot="iam:*")  # type: ignore[arg-type]
