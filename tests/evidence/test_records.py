"""What a report calls things."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.model import User
from iam_stacks.account.place import Place
from iam_stacks.evidence.records import Records, called
from tests.evidence.conftest import PERHAPS

RecordsOf = Callable[..., Records]
TRUST = {"Version": "2012-10-17", "Statement": []}


@pytest.fixture
def records(records_of: RecordsOf) -> Records:
    resources: dict[str, Any] = {
        "U": {"Type": "AWS::IAM::User"},
        "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}},
        "T": {"Type": "AWS::SNS::Topic"},
    }
    return records_of(resources)


def test_things_of_templates_are_called_by_their_stack(records: Records) -> None:
    assert [called(each) for each in records.holders] == ["t.U", "t.R"]
    assert [called(each) for each in records.declared("AWS::SNS::Topic", "AWS::IAM::User")] == ["t.T", "t.U"]


def test_things_of_an_export_are_called_by_what_they_are() -> None:
    arn = "arn:aws:iam::123456789012:user/staff/JohnDoe"
    assert called(User(arn=arn, name="JohnDoe", path="/staff/")) == "user/staff/JohnDoe"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("t.json", "U"), "t.U"),
        (Place("page-1.json", "user/JohnDoe"), "user/JohnDoe"),
        (Place("", "user/JohnDoe"), "user/JohnDoe"),
        (Place("t.json", ""), "t.json"),
    ],
)
def test_places_are_called_by_the_stack_of_their_template(place: Place, expected: str, records: Records) -> None:
    assert records.at(place) == expected


def test_what_is_under_a_condition_may_be_left_out(records_of: RecordsOf) -> None:
    records = records_of({"T": {"Type": "AWS::SNS::Topic", "Condition": "Perhaps"}}, **PERHAPS)
    (topic,) = records.declared("AWS::SNS::Topic")
    assert records.exists(topic)[0] is None
