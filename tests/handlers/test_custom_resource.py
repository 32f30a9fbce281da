import json
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.handlers.custom_resource import NOT_CREATED, Answer, Event, RefusalError, answered
from tests.handlers.aws import Aws
from tests.handlers.cloudformation import CONTEXT, SIGNATURE, STACK, CloudFormation

DENIED = ClientError({"Error": {"Code": "AccessDenied", "Message": "not allowed to act"}}, "Act")


class Thing:
    """A resource whose handler fails with each of the given errors, and then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.requests: list[str] = []

    def act(self, event: Event) -> Answer:
        self.requests.append(event["RequestType"])
        if self.errors:
            raise self.errors.pop(0)
        return Answer("thing", {"Colour": "red"})


def test_what_became_of_it_is_told_at_the_url_of_the_request(cloudformation: CloudFormation) -> None:
    event = cloudformation.request("Create", "Thing")
    answered(event, CONTEXT, Thing().act)
    assert cloudformation.answers == [
        {
            "Status": "SUCCESS",
            "PhysicalResourceId": "thing",
            "Data": {"Colour": "red"},
            "StackId": STACK,
            "RequestId": event["RequestId"],
            "LogicalResourceId": "Thing",
        }
    ]


def test_the_answer_has_no_type_since_the_url_is_signed_for_none(cloudformation: CloudFormation) -> None:
    answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing().act)
    assert [each["Content-Type"] for each in cloudformation.headers] == [""]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            ClientError({"Error": {"Code": "EntityAlreadyExists", "Message": "The alias acme exists."}}, "Act"),
            "EntityAlreadyExists: The alias acme exists.",
        ),
        (ClientError({"Error": {"Code": "ServiceFailure"}}, "Act"), "ServiceFailure: "),
        (RefusalError("key A is still to be retired"), "key A is still to be retired"),
        (KeyError("hunter2"), "KeyError: see the log stream 2026/01/01/[$LATEST]0123"),
    ],
)
def test_a_failure_says_what_went_wrong(cloudformation: CloudFormation, error: Exception, reason: str) -> None:
    answered(cloudformation.request("Update", "Thing", id="thing"), CONTEXT, Thing(error).act)
    (answer,) = cloudformation.answers
    assert (answer["Status"], answer["Reason"]) == ("FAILED", reason)


def test_a_failure_keeps_the_id_so_that_nothing_is_taken_for_replaced(cloudformation: CloudFormation) -> None:
    answered(cloudformation.request("Update", "Thing", id="thing"), CONTEXT, Thing(RefusalError()).act)
    assert cloudformation.answers[0]["PhysicalResourceId"] == "thing"


def test_what_was_never_created_is_deleted_without_acting(cloudformation: CloudFormation) -> None:
    answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing(RefusalError()).act)
    thing = Thing()
    id = cloudformation.answers[0]["PhysicalResourceId"]
    answered(cloudformation.request("Delete", "Thing", id=id), CONTEXT, thing.act)
    assert thing.requests == []
    assert [each["Status"] for each in cloudformation.answers] == ["FAILED", "SUCCESS"]
    assert cloudformation.answers[1]["PhysicalResourceId"] == id


def test_what_may_have_been_created_in_part_is_deleted_by_its_own_id(cloudformation: CloudFormation) -> None:
    answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing(RefusalError()).act, id_if_not_created="thing")
    thing = Thing()
    answered(cloudformation.request("Delete", "Thing", id="thing"), CONTEXT, thing.act)
    assert cloudformation.answers[0]["PhysicalResourceId"] == "thing"
    assert thing.requests == ["Delete"]


def test_no_user_and_no_alias_can_be_named_like_what_was_not_created() -> None:
    """A user's name is letters, digits and _+=,.@- (IAM User Guide, "IAM and AWS STS quotas"); an alias has less."""
    assert set(NOT_CREATED) & set("() ")


def test_a_delete_keeps_the_id_that_cloudformation_made_up(cloudformation: CloudFormation) -> None:
    thing = Thing()
    answered(cloudformation.request("Delete", "Thing", id="Iam-Thing-1A2B3C"), CONTEXT, thing.act)
    assert thing.requests == ["Delete"]
    assert cloudformation.answers[0]["PhysicalResourceId"] == "Iam-Thing-1A2B3C"


@pytest.mark.parametrize("kind", ["Create", "Update", "Delete"])
def test_a_right_that_has_not_arrived_yet_is_waited_for(
    cloudformation: CloudFormation, waits: list[float], kind: str
) -> None:
    thing = Thing(DENIED, DENIED)
    answered(cloudformation.request(kind, "Thing", id="thing"), CONTEXT, thing.act)
    assert thing.requests == [kind] * 3
    assert waits == [1, 2]
    assert cloudformation.answers[0]["Status"] == "SUCCESS"


def test_a_right_that_never_arrives_is_named_in_the_end(cloudformation: CloudFormation, waits: list[float]) -> None:
    answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing(*[DENIED] * 9).act)
    assert cloudformation.answers[0]["Reason"] == "AccessDenied: not allowed to act"
    assert sum(waits) < 60, "a function of ours runs for a minute"


def test_no_other_failure_is_tried_again(cloudformation: CloudFormation, waits: list[float]) -> None:
    thing = Thing(ClientError({"Error": {"Code": "MalformedPolicy", "Message": ""}}, "Act"))
    answered(cloudformation.request("Create", "Thing"), CONTEXT, thing.act)
    assert (len(thing.requests), waits) == (1, [])


def test_an_answer_that_is_not_taken_is_sent_again(cloudformation: CloudFormation, waits: list[float]) -> None:
    cloudformation.refusals = [503, 500]
    thing = Thing()
    answered(cloudformation.request("Create", "Thing"), CONTEXT, thing.act)
    assert len(cloudformation.answers) == 1
    assert len(waits) == 2
    assert thing.requests == ["Create"], "it is not made again"


def test_an_answer_that_is_never_taken_fails_the_run_so_that_lambda_repeats_it(cloudformation: CloudFormation) -> None:
    cloudformation.refusals = [503] * 100
    with pytest.raises(OSError, match="503"):
        answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing().act)


def said_of(cloudformation: CloudFormation, reason: str) -> str:
    """Return what arrives of a reason in the longest answer: an id has up to 1 KB."""
    event = cloudformation.request("Update", "T" * 255, id="i" * 1024, stack=STACK.replace("Iam", "S" * 128))
    answered(event, CONTEXT, Thing(RefusalError(reason)).act)
    said: str = cloudformation.answers[-1]["Reason"]
    return said


@pytest.mark.parametrize("letter", ["a", "\0", '"', "ü", "🔑"])
def test_the_whole_answer_fits_into_what_cloudformation_takes(cloudformation: CloudFormation, letter: str) -> None:
    """CloudFormation User Guide, "Custom resource request and response reference": 4,096 bytes."""
    said = said_of(cloudformation, letter * 4096)
    assert len(cloudformation.bodies[-1]) <= 4096
    assert len(json.dumps(said)) > 1000, "no more is cut off than must be"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(reason=st.text(max_size=3000))
def test_any_reason_arrives_as_far_as_it_fits(cloudformation: CloudFormation, reason: str) -> None:
    said = said_of(cloudformation, reason)
    assert len(cloudformation.bodies[-1]) <= 4096
    assert said == reason or (reason.startswith(said) and len(json.dumps(said)) > 1000)


@pytest.mark.parametrize("error", [ValueError("hunter2"), RuntimeError({"SecretAccessKey": "hunter2"})])
def test_neither_answer_nor_log_holds_what_an_unforeseen_error_says(
    cloudformation: CloudFormation, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    caplog.set_level(logging.DEBUG)
    cloudformation.refusals = [500]
    answered(cloudformation.request("Create", "Thing", Password="hunter2"), CONTEXT, Thing(error).act)
    assert "Create of Thing" in caplog.text
    assert "hunter2" not in caplog.text + cloudformation.bodies[0].decode()
    assert SIGNATURE not in caplog.text, "with the URL anybody could answer"


def test_the_log_says_where_an_unforeseen_error_came_from(
    cloudformation: CloudFormation, caplog: pytest.LogCaptureFixture
) -> None:
    answered(cloudformation.request("Create", "Thing"), CONTEXT, Thing(ValueError("hunter2")).act)
    assert "in act" in caplog.text


def test_each_kind_of_request_reaches_the_handler(cloudformation: CloudFormation, aws: Aws) -> None:
    thing = Thing()
    for kind in ("Create", "Update", "Delete"):
        answered(cloudformation.request(kind, "Thing", id="thing"), SimpleNamespace(), thing.act)
    assert thing.requests == ["Create", "Update", "Delete"]
    assert aws.calls == []


def test_data_defaults_to_none(cloudformation: CloudFormation) -> None:
    def act(event: Event) -> Answer:
        return Answer("thing")

    answered(cloudformation.request("Create", "Thing"), CONTEXT, act)
    empty: dict[str, Any] = {}
    assert cloudformation.answers[0]["Data"] == empty
