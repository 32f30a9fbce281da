"""What the marks of fields refuse, in the words of the message."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from iam_stacks.config import ConfigError, Estate, load
from iam_stacks.config.marks import ONLY_PSEUDO_PARAMETERS, check_references


@given(st.lists(st.sampled_from(["a", "$", "{", "}", "${AWS::Region}", "${AWS::Regio}", "${x}", ":"])).map("".join))
def test_the_pattern_for_editors_refuses_the_same_references(value: str) -> None:
    known = re.fullmatch(ONLY_PSEUDO_PARAMETERS.strip("^$"), value) is not None
    try:
        check_references(value)
    except PydanticCustomError:
        assert not known
    else:
        assert known


LISTS = [
    "trust: {organization: o-a1b2c3d4e5, paths: []}",
    "trust: {pod_identity: {namespace: []}}",
    "trust: {pod_identity: {cluster_arn: []}}",
    "trust: {service: states.amazonaws.com, source_arn: []}",
    'trust: {account: "111111111111", source_identity: []}',
    'trust: {account: "111111111111", session_tags: {Team: []}}',
    "trust: {roles_anywhere: {provider: P, subject: {CN: []}}}",
    "trust: {web_identity: {provider: P, audience: []}}",
    "trust: {github_actions: {provider: P, repository: o/r, branch: []}}",
    "trust: {github_actions: {provider: P, repository: o/r, environment: []}}",
]


@pytest.mark.parametrize("trust", LISTS)
def test_an_empty_list_is_not_everybody(trust: str, estate_file: Callable[[str], Path]) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(estate_file(f"roles: {{R: {{{trust}}}}}"))
    assert "this must not be empty" in [fault.problem for fault in refusal.value.faults]


BARE = {"union", "tagged-union"}


def bare_unions(schema: Any, inside: str = "") -> list[str]:
    """Return where pydantic would report one fault for each type that a field can have."""
    if isinstance(schema, list | tuple):
        return [each for item in schema for each in bare_unions(item, inside)]
    if not isinstance(schema, dict):
        return []
    kind = schema.get("type")
    if kind == "function-wrap":
        return []
    found = [inside] if kind in BARE else []
    return found + [each for key, value in schema.items() for each in bare_unions(value, str(key))]


def test_no_field_is_a_bare_union() -> None:
    assert bare_unions(Estate.__pydantic_core_schema__) == []


EITHER = {
    "roles: {R: {trust: {service: states.amazonaws.com, source_account: %s}}}": (
        "roles.R.trust.source_account",
        "true, false, or an account of 12 digits in quotes",
        [999999999999, '"9"', "[a]"],
    ),
    "users: {U: {permissions_boundary: %s}}": (
        "users.U.permissions_boundary",
        "a key of boundaries:, or false for none",
        [5, "true", "[a]"],
    ),
}


@pytest.mark.parametrize("template", EITHER)
def test_a_field_of_several_types_says_all_that_is_allowed_at_once(
    template: str, estate_file: Callable[[str], Path]
) -> None:
    key, allowed, wrong = EITHER[template]
    for value in wrong:
        with pytest.raises(ConfigError) as refusal:
            load(estate_file(template % value))
        (fault,) = refusal.value.faults
        assert (fault.key, fault.problem, fault.allowed) == (key, "this cannot be used", allowed)
