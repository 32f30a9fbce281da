"""Guarantees, targets and administrators in `iam.yaml`; what is wrong with some: `broken/guarantees.yaml`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from iam_stacks.config import Guarantee, load
from iam_stacks.config.references import reference_faults
from iam_stacks.config.schema import json_schema
from iam_stacks.config.source import read
from iam_stacks.guarantees.guarantee import Guarantee as Stated

GROUP = "groups: {Staff: {}}\n"
SCHEMA = Draft202012Validator(json_schema())


def test_a_guarantee_is_what_checks_take() -> None:
    written = Guarantee.model_validate({"principals": "all", "cannot": "iam:*", "through": "escalation"})
    assert written.stated() == Stated(principals="all", cannot=("iam:*",), on=("*",), through="escalation")


@pytest.mark.parametrize("verb", ["cannot", "can_only", "can"])
def test_one_action_or_resource_stands_for_a_list_of_one(verb: str) -> None:
    action, resource = "s3:GetObject", "arn:${AWS::Partition}:s3:::payroll/*"
    one = {"principals": "all", verb: action, "on": resource}
    assert Guarantee.model_validate(one) == Guarantee.model_validate(one | {verb: [action], "on": [resource]})


def test_the_estate_has_them_in_their_order(estate_file: Callable[[str], Path]) -> None:
    text = """
administrators: [group/Staff, role/A*]
targets: ["iam:PassRole *"]
guarantees:
  - {principals: all except group/Staff, cannot: ["iam:*", "sts:*"], on: "*"}
  - {principals: group/Staff, can: "s3:ListAllMyBuckets"}
"""
    estate = load(estate_file(text + GROUP)).estate
    assert estate.administrators == ("group/Staff", "role/A*")
    assert estate.targets == ("iam:PassRole *",)
    assert [each.stated().text for each in estate.guarantees] == [
        "all except group/Staff cannot iam:*, sts:* on *",
        "group/Staff can s3:ListAllMyBuckets on *",
    ]


@pytest.mark.parametrize(
    "selection", ["group/Staff", "group/staff/Staff", "all", "all except group/Staff", "user/*, role/J?", "everybody"]
)
def test_a_name_that_is_known_a_pattern_or_what_is_no_selection_is_no_unknown_name(selection: str) -> None:
    text = f"administrators: ['{selection}']\nguarantees: [{{principals: '{selection}'}}]\n"
    assert reference_faults(read(text + GROUP)) == []


def test_names_that_nobody_has_are_refused_wherever_they_stand() -> None:
    text = "administrators: [user/Staff]\nguarantees: [{principals: 'all except group/Stafff, role/Other'}]\n"
    assert list(map(str, reference_faults(read(text + GROUP)))) == [
        '1:18: administrators[0]: users: has no such key; given "Staff"; allowed: none is defined',
        '2:15: guarantees[0].principals: groups: has no such key; given "Stafff"; allowed: Staff; did you mean Staff?',
        '2:15: guarantees[0].principals: roles: has no such key; given "Other"; allowed: none is defined',
    ]


def test_editors_know_that_one_of_three_is_given() -> None:
    both = {"principals": "all", "can": "s3:*", "cannot": "iam:*"}
    assert SCHEMA.is_valid({"guarantees": [{"principals": "all", "can": "s3:*"}]})
    assert not SCHEMA.is_valid({"guarantees": [both]})
    assert not SCHEMA.is_valid({"guarantees": [{"principals": "all"}]})
