import json
import re

import pytest

from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.policy import limits

NAMES = aws_managed_names()


def test_a_policy_is_found_by_its_name_alone_if_it_has_no_path() -> None:
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    assert json.loads(aws_managed_policy("AdministratorAccess") or "") == everything


def test_a_policy_is_found_by_its_path_and_name() -> None:
    document = json.loads(aws_managed_policy("service-role/AWSLambdaBasicExecutionRole") or "")
    (statement,) = document["Statement"]
    assert statement["Action"] == ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    assert aws_managed_policy("AWSLambdaBasicExecutionRole") is None


@pytest.mark.parametrize("name", ["", "NoSuchPolicy", "/AdministratorAccess", "administratoraccess"])
def test_an_unknown_policy_has_no_document(name: str) -> None:
    assert aws_managed_policy(name) is None


def test_names_are_sorted_and_none_comes_twice() -> None:
    assert list(NAMES) == sorted(set(NAMES))


def test_all_kinds_of_policies_are_there() -> None:
    assert len(NAMES) > 1500
    assert {"ReadOnlyAccess", "job-function/ViewOnlyAccess", "aws-service-role/AWSSupportServiceRolePolicy"} <= set(
        NAMES
    )


def test_a_name_is_one_that_a_configuration_can_give() -> None:
    assert [name for name in NAMES if not limits.MANAGED_POLICY.accepts(name)] == []


def test_each_document_is_a_policy_without_white_space() -> None:
    for name in NAMES:
        text = aws_managed_policy(name) or ""
        document = json.loads(text)
        statements = document["Statement"]
        listed = statements if isinstance(statements, list) else [statements]
        assert document["Version"] == "2012-10-17", name
        assert {statement["Effect"] for statement in listed} <= {"Allow", "Deny"}, name
        assert text == json.dumps(document, separators=(",", ":")), name
        assert re.search(r"[^ -~]", text) is None, name
