"""The steps of a path, as JSON."""

from dataclasses import replace

from iam_stacks.reports.hops import hop_json
from tests.reports.steps import STEPS


def test_a_step_says_who_what_to_whom_and_which_statements_allow_it() -> None:
    assert hop_json(STEPS[0]) == {
        "from": "arn:aws:iam::123456789012:user/JohnDoe",
        "to": "arn:aws:iam::123456789012:user/JohnDoe",
        "method": "add-user-to-group",
        "resource": "arn:aws:iam::123456789012:group/Staff",
        "statements": [{"policy": "U/Inline", "statement": 2, "sid": "Join"}],
        "actions": [{"action": "iam:AddUserToGroup", "resource": "arn:aws:iam::123456789012:group/Staff", "by": None}],
        "depends_on": [],
    }


def test_symbols_are_shown_a_statement_is_named_once_and_a_layer_is_none() -> None:
    step = hop_json(STEPS[1])
    assert step["to"] == step["resource"] == "arn:aws:iam::123456789012:role/${R}"
    assert step["statements"] == [{"policy": "arn:aws:iam::123456789012:policy/${P}", "statement": 0, "sid": None}]
    assert step["actions"] == [
        {"action": "iam:PassRole", "resource": "arn:aws:iam::123456789012:role/${R}", "by": None},
        {"action": "lambda:CreateFunction", "resource": "*", "by": None},
    ]
    assert step["depends_on"] == ["aws:SourceIp"]


def test_what_a_service_does_is_said() -> None:
    (done,) = STEPS[0].done
    step = hop_json(replace(STEPS[0], done=(replace(done, by="lambda.amazonaws.com"),)))
    assert [each["by"] for each in step["actions"]] == ["lambda.amazonaws.com"]
