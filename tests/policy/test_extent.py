"""What an element is about, and what another one is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy.extent import Extent, actions_of, resources_of
from iam_stacks.policy.rule import compile_statement
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.symbol import symbol

TEXTS = tuple(f"s:{text}" for text in ("", "a", "b", "ab", "aa", "ba", "c"))


def actions(*texts: str, negated: bool = False) -> Extent:
    """Return what an Action, or a NotAction, is about."""
    return actions_of(Statement(effect="Allow", **{"not_actions" if negated else "actions": texts}))


def resources(*texts: str, negated: bool = False, variables: bool = True) -> Extent:
    """Return what a Resource, or a NotResource, is about."""
    statement = Statement(effect="Allow", **{"not_resources" if negated else "resources": texts})
    found = resources_of(statement, variables=variables)
    assert found
    return found


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        (actions("s3:Get*", "s3:Put*"), actions("S3:PUTObject", "s3:getobject"), True),
        (actions("s3:Get*"), actions("s3:GetObject", "s3:PutObject"), False),
        (actions("s3:GetObject"), actions("s3:Get*"), False),
        (actions("*"), actions("iam:*", negated=True), True),
        (actions("s3:*"), actions("iam:*", negated=True), False),
        (actions("iam:*", negated=True), actions("s3:*", "sqs:*"), True),
        (actions("iam:*", negated=True), actions("s3:*", "i*:*"), False),
        (actions("iam:*", negated=True), actions("?am:GetUser"), False),
        (actions("iam:Get*", negated=True), actions("iam:*", negated=True), True),
        (actions("iam:*", negated=True), actions("iam:Get*", negated=True), False),
        (resources("arn:aws:s3:::b/*"), resources("arn:aws:s3:::b/a", "arn:aws:s3:::b/${aws:username}/*"), True),
        (resources("arn:aws:s3:::b/???"), resources("arn:aws:s3:::b/abc"), True),
        (resources("arn:aws:s3:::b/*"), resources("arn:aws:s3:::B/a"), False),
    ],
)
def test_an_element_covers_another_or_not(wide: Extent, narrow: Extent, covers: bool) -> None:
    assert wide.covers(narrow) is covers


def test_what_a_variable_stands_for_is_not_known() -> None:
    variable, other = "arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:userid}"
    assert resources(variable).covers(resources(variable.replace("username", "UserName")))
    assert not resources(variable).covers(resources(other))
    assert not resources(variable).covers(resources("arn:aws:s3:::b/*"))
    assert not resources("arn:aws:s3:::b/" + "?" * 15).covers(resources(variable))
    assert resources("arn:aws:s3:::b/" + "?" * 15).covers(resources(variable, variables=False))
    assert not resources(variable).covers(resources(variable.replace("}", ", 'x'}")))


def test_what_is_known_at_deployment_only_may_have_any_length() -> None:
    bucket = symbol("Bucket")
    assert resources("arn:aws:s3:::*").covers(resources(f"arn:aws:s3:::{bucket}"))
    assert resources(f"arn:aws:s3:::{bucket}/*").covers(resources(f"arn:aws:s3:::{bucket}/a"))
    assert not resources(f"arn:aws:s3:::{bucket}/*").covers(resources("arn:aws:s3:::b/a"))
    assert not resources("arn:aws:s3:::????????").covers(resources(f"arn:aws:s3:::{bucket}"))
    assert not resources("arn:aws:s3:::b", negated=True).covers(resources(f"arn:aws:s3:::{bucket}"))
    assert not resources(f"arn:aws:s3:::{bucket}", negated=True).covers(resources("arn:aws:s3:::b"))
    assert not actions(symbol("A")).covers(actions(symbol("a")))


def test_a_statement_may_name_no_resources() -> None:
    assert resources_of(Statement(effect="Allow", actions=("*",)), variables=True) is None


def test_the_parts_together_are_the_whole() -> None:
    assert actions("a:b", "a:c").parts == (actions("a:b"), actions("a:c"))
    assert actions("a:b", "a:c", negated=True).parts == (actions("a:b", "a:c", negated=True),)


def test_those_that_hold_a_pattern_are_found() -> None:
    extent = actions("s3:Get*", "s3:GetObject", "s3:*Object", "sqs:*")
    assert len(list(extent.holding("s3:getobject"))) == 3
    assert next(extent.holding("s3:getobject")) == "s3:getobject"
    assert extent.has_repetition
    assert not actions("s3:GetObject", "s3:PutObject").has_repetition
    assert actions("s3:GetObject", "S3:GetObject").has_repetition


LISTS = st.lists(st.sampled_from(["*", "s:*", "s:a*", "s:*a", "s:?", "s:a", "s:b", "s:?b"]), min_size=1, max_size=3)


@given(LISTS, st.booleans(), LISTS, st.booleans())
def test_what_covers_matches_whatever_the_other_matches(
    wide: list[str], negates: bool, narrow: list[str], negated: bool
) -> None:
    one, other = (
        Statement(effect="Allow", **{"not_actions" if no else "actions": tuple(texts)})
        for texts, no in ((wide, negates), (narrow, negated))
    )
    if actions_of(one).covers(actions_of(other)):
        matches, matched = (compile_statement(each, 0, variables=True).about for each in (one, other))
        assert [text for text in TEXTS if matched(text) and not matches(text)] == []
