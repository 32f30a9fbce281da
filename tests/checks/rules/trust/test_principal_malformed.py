"""Principals of a form that IAM does not take."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import PARAMETER, bucket, trust
from tests.checks.samples import allow, role

RULE = "principal-malformed"


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("bob", "bob"),
        (["bob"], "bob"),
        ("1234", "1234"),
        ("arn:aws:iam::12345678901:root", "arn:aws:iam::12345678901:root"),
        ({"Fn::Join": [":", ["arn:aws:iam:", "999", "root"]]}, "arn:aws:iam::999:root"),
        ("arn:aws:iam:root", "arn:aws:iam:root"),
    ],
)
def test_a_name_of_another_form_is_found(examine: Examine, name: Any, detail: str) -> None:
    (found,) = examine(role(trust({"AWS": name})), RULE)
    assert (found.severity, found.qualified_rule) == ("error", f"{RULE}[trust.T {detail}]")
    (found,) = examine(bucket(allow("s3:GetObject", "arn:aws:s3:::example/*", Principal={"AWS": name})), RULE)
    assert found.message.startswith(f"{detail} is no principal")


@pytest.mark.parametrize(
    "name",
    [
        "*",
        "123456789012",
        "arn:aws:iam::123456789012:root",
        ["arn:aws-cn:iam::123456789012:user/staff/JohnDoe", "arn:aws:sts::123456789012:assumed-role/R/session"],
        "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE",
        "AROAEXAMPLEEXAMPLE123",
        "0123456789abcdef" * 4,
        {"Ref": "P"},
        {"Fn::Sub": "arn:aws:iam::${P}:root"},
        "arn:aws:iam::1234:role/*",
    ],
)
def test_a_principal_or_what_is_known_at_deployment_is_fine(examine: Examine, name: Any) -> None:
    assert examine(role(trust({"AWS": name})), RULE, sections=PARAMETER) == []


def test_other_kinds_have_other_forms(examine: Examine) -> None:
    assert examine(role(trust({"Service": "bob"}), trust({"Federated": "bob"})), RULE) == []
