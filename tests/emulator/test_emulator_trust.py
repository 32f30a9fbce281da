import pytest

from emulator.trust import in_short

GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"


@pytest.mark.parametrize(
    ("principal", "condition", "text"),
    [
        ({"Service": "lambda.amazonaws.com"}, {}, "lambda.amazonaws.com"),
        ({"Service": ["a.amazonaws.com", "b.amazonaws.com"]}, {}, "a.amazonaws.com, b.amazonaws.com"),
        ({"AWS": "999999999999"}, {}, "account 999999999999"),
        ({"AWS": "arn:aws:iam::999999999999:root"}, {}, "account 999999999999"),
        ({"AWS": "arn:aws:iam::999999999999:role/Deploy"}, {}, "role/Deploy of account 999999999999"),
        ("*", {}, "anybody"),
        ({"AWS": "*"}, {}, "anybody"),
        (
            {"AWS": "999999999999"},
            {"StringEquals": {"sts:ExternalId": "example-id"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}},
            "account 999999999999 (ExternalId=example-id, MultiFactorAuthPresent=true)",
        ),
        (
            {"Federated": GITHUB},
            {"StringLike": {"token.actions.githubusercontent.com:sub": ["repo:a/b:*", "repo:a/c:*"]}},
            "token.actions.githubusercontent.com (sub~repo:a/b:* or repo:a/c:*)",
        ),
        (
            {"AWS": "999999999999"},
            {"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}},
            "account 999999999999 (MultiFactorAuthAge NumericLessThan 3600)",
        ),
    ],
)
def test_a_statement_in_short(principal, condition, text):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", "Condition": condition}
    assert in_short({"Statement": statement}) == text


def test_statements_stand_side_by_side_and_a_deny_says_so():
    allow = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}
    deny = {"Effect": "Deny", "Principal": {"AWS": "999999999999"}}
    assert in_short({"Statement": [allow, deny]}) == "ec2.amazonaws.com, not account 999999999999"


def test_everybody_but_somebody_is_not_nobody():
    statement = {"Effect": "Deny", "NotPrincipal": {"AWS": "999999999999"}}
    assert in_short({"Statement": statement}) == "not all but account 999999999999"
