from typing import Any

import pytest

from iam_stacks.policy import Document, Evaluator, PolicyError

STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
PLAIN = {"Version": "2012-10-17", "Statement": STATEMENT}
SHARED = {"Version": "2012-10-17", "Statement": {**STATEMENT, "Principal": "*"}}
LISTS = ["identity_policies", "session_policies", "service_control_policies", "resource_control_policies"]


def refusal(**given: Any) -> str:
    with pytest.raises(PolicyError) as caught:
        Evaluator(**given)
    return str(caught.value)


@pytest.mark.parametrize("argument", LISTS)
@pytest.mark.parametrize(
    "given", [PLAIN, "{}", 5, None, Document.parse(PLAIN)], ids=["object", "text", "number", "none", "document"]
)
def test_policies_come_in_a_list(argument: str, given: Any) -> None:
    assert refusal(**{argument: given}) == f"{argument} is no list; put what there is into one"


@pytest.mark.parametrize(
    ("argument", "level"), [("service_control_policies", "scp"), ("resource_control_policies", "rcp")]
)
def test_a_level_is_a_list_too(argument: str, level: str) -> None:
    assert refusal(**{argument: [[], PLAIN]}) == f"{argument}: {level}[1] is no list; put what there is into one"


NAMES: list[tuple[str, Any, str]] = [
    ("identity_policies", [PLAIN, {}], "identity[1]"),
    ("session_policies", [{}], "session[0]"),
    ("permissions_boundary", {}, "boundary"),
    ("resource_policy", {}, "resource"),
    ("service_control_policies", [[PLAIN], [PLAIN, {}]], "scp[1][1]"),
    ("resource_control_policies", [[{}]], "rcp[0][0]"),
]


@pytest.mark.parametrize(("argument", "given", "name"), NAMES)
def test_a_message_names_the_policy(argument: str, given: Any, name: str) -> None:
    assert refusal(**{argument: given}) == f"{name}: the element Statement is required"


def test_a_resource_based_policy_names_principals() -> None:
    assert refusal(resource_policy=PLAIN) == (
        "resource: Statement[0]: a resource-based policy needs Principal or NotPrincipal"
    )
    Evaluator(resource_policy={"Statement": {"Effect": "Deny", "NotPrincipal": "*", "Action": "sts:AssumeRole"}})


@pytest.mark.parametrize(
    ("argument", "given", "name"),
    [
        ("identity_policies", [SHARED], "identity[0]"),
        ("session_policies", [SHARED], "session[0]"),
        ("permissions_boundary", SHARED, "boundary"),
        ("service_control_policies", [[SHARED]], "scp[0][0]"),
        ("identity_policies", [{"Statement": {**STATEMENT, "NotPrincipal": "*"}}], "identity[0]"),
    ],
)
def test_no_other_policy_names_principals(argument: str, given: Any, name: str) -> None:
    assert refusal(**{argument: given}) == (
        f"{name}: Statement[0]: only a resource-based policy has Principal or NotPrincipal"
    )


def test_an_rcp_may_name_principals() -> None:
    Evaluator(resource_control_policies=[[SHARED]])


def test_a_statement_names_resources_except_in_a_resource_based_policy() -> None:
    bare = {"Effect": "Deny", "Action": "s3:*"}
    message = "Statement[1]: a statement needs Resource or NotResource"
    assert refusal(identity_policies=[{"Statement": [STATEMENT, bare]}]) == f"identity[0]: {message}"
    assert refusal(resource_control_policies=[[{"Statement": [STATEMENT, {**bare, "Principal": "*"}]}]]) == (
        f"rcp[0][0]: {message}"
    )
    Evaluator(resource_policy={"Statement": {**bare, "Principal": "*"}})
    Evaluator(identity_policies=[{"Statement": {**bare, "NotResource": "a"}}])
