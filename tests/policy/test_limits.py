"""The edges of each rule, from the page that its comment names."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.policy import PolicyError, limits

EDGES: list[tuple[limits.TextRule, list[str], list[str]]] = [
    (limits.USER_NAME, ["a", "a" * 64, "J.Doe+x=1,2@example_-"], ["", "a" * 65, "John Doe", "a/b", "é"]),
    (limits.ROLE_NAME, ["a" * 64], ["a" * 65]),
    (limits.GROUP_NAME, ["a" * 128], ["a" * 129]),
    (limits.POLICY_NAME, ["a" * 128], ["a" * 129]),
    (limits.PATH, ["/", "/a/", "/a/b/"], ["", "a", "/a", "a/", "/a b/", "/" + "a" * 511 + "/"]),
    (limits.POLICY_PATH, ["/", "/a/b/"], ["//", "/a*/", "/a"]),
    (limits.DESCRIPTION, ["", "a\nb", "é", "x" * 1000], ["x" * 1001, "\x00", "€"]),
    (limits.POLICY_DESCRIPTION, ["", "\u20ac", "x" * 1000], ["x" * 1001]),
    (limits.VIRTUAL_MFA_NAME, ["a" * 226], ["", "a" * 227, "a b"]),
    (limits.PASSWORD, ["a", "é 1", "x" * 128], ["", "x" * 129, "\u20ac"]),
    (
        limits.ISSUER_URL,
        ["https://a.example/", "HTTPS://a:1/b"],
        ["http://a", "https://", "https://a?b", "https://a#b"],
    ),
    (limits.CLIENT_ID, ["a b*", "a" * 255], ["", "a" * 256]),
    (limits.THUMBPRINT, ["aF0" * 13 + "9"], ["a" * 39, "a" * 41, "g" * 40]),
    (limits.SAML_METADATA_LENGTH, ["x" * 1000], ["x" * 999]),
    (limits.STATEMENT_ID, ["Read1", "a" * 256], ["Read Data", "read-data"]),
    (limits.ACCOUNT_ID, ["123456789012"], ["12345678901", "1234567890123", "12345678901x", "\u0661" * 12]),
    (limits.EXTERNAL_ID, ["ab", "a:/b", "x" * 1224], ["a", "x" * 1225, "a b", "a*"]),
    (
        limits.SERVICE_PRINCIPAL,
        ["lambda.amazonaws.com", "ec2.amazonaws.com.cn", "ops.apigateway.amazonaws.com"],
        ["lambda", "*.amazonaws.com", "amazonaws.com", "https://lambda.amazonaws.com", "LAMBDA.amazonaws.com"],
    ),
    (
        limits.PROVIDER_URL,
        ["https://a.example", "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"],
        ["http://a.example", "https://a.example:443", "https://a.example/?q", "a.example"],
    ),
    (limits.AUDIENCE, ["sts.amazonaws.com"], ["", "a b", "*"]),
    (limits.SUBJECT, ["repo:o/r:ref:refs/heads/main"], ["", "repo:${aws:username}/r", "repo:o/r\n"]),
    (
        limits.MANAGED_POLICY,
        ["AmazonS3FullAccess", "service-role/AWSLambdaBasicExecutionRole"],
        ["arn:aws:iam::aws:policy/X", "/X", "X/", ""],
    ),
    (limits.LOG_GROUP_NAME, ["/aws/lambda/X"], ["", "a*", "a b", "a" * 513]),
    (limits.TAG_KEY, ["Team", "a b", "équipe"], ["", "aws:x", "a" * 129, "a*"]),
    (limits.TAG_VALUE, ["", "a@b.example"], ["a" * 257, "a*"]),
    (limits.ACTION, ["*", "s3:*", "s3:Get?bject", "S3:getobject"], ["s3", "s3:", ":Get", "s3:Get Object", "s*:x"]),
    (limits.CONDITION_OPERATOR, ["Bool", "ForAnyValue:StringLike"], ["ForSome:Bool", "", "Bool "]),
    (limits.CONDITION_KEY, ["aws:SourceIp", "a.example/id/X:sub", "aws:RequestTag/a"], ["SourceIp", "aws: x"]),
]


@pytest.mark.parametrize(("rule", "accepted", "refused"), EDGES, ids=lambda value: getattr(value, "wording", ""))
def test_edges(rule: limits.TextRule, accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted if not rule.accepts(text)] == []
    assert [text for text in refused if rule.accepts(text)] == []


def wrapped(head: str, tail: str = "") -> Callable[[int], str]:
    """Return a maker of texts of a given length, which begin and end as asked."""
    return lambda length: head + "a" * (length - len(head) - len(tail)) + tail


LENGTHS: list[tuple[limits.TextRule, int, Callable[[int], str]]] = [
    (limits.USER_NAME, 64, wrapped("")),
    (limits.ROLE_NAME, 64, wrapped("")),
    (limits.GROUP_NAME, 128, wrapped("")),
    (limits.POLICY_NAME, 128, wrapped("")),
    (limits.PATH, 512, wrapped("/", "/")),
    (limits.POLICY_PATH, 512, wrapped("/", "/")),
    (limits.DESCRIPTION, 1000, wrapped("")),
    (limits.STATEMENT_ID, 256, wrapped("")),
    (limits.EXTERNAL_ID, 1224, wrapped("")),
    (limits.SERVICE_PRINCIPAL, 128, wrapped("", ".amazonaws.com")),
    (limits.PROVIDER_URL, 255, wrapped("https://")),
    (limits.AUDIENCE, 255, wrapped("")),
    (limits.SUBJECT, 1024, wrapped("")),
    (limits.MANAGED_POLICY, 512, wrapped("p/")),
    (limits.LOG_GROUP_NAME, 512, wrapped("")),
    (limits.TAG_KEY, 128, wrapped("")),
    (limits.TAG_VALUE, 256, wrapped("")),
    (limits.ACTION, 128, wrapped("s3:")),
    (limits.CONDITION_OPERATOR, 64, wrapped("")),
    (limits.CONDITION_KEY, 512, wrapped("aws:")),
]


@pytest.mark.parametrize(("rule", "longest", "text"), LENGTHS)
def test_a_text_may_be_as_long_as_aws_says_and_no_longer(
    rule: limits.TextRule, longest: int, text: Callable[[int], str]
) -> None:
    assert rule.accepts(text(longest))
    assert not rule.accepts(text(longest + 1))


def test_a_session_lasts_from_one_to_twelve_hours() -> None:
    assert limits.SESSION_SECONDS == (3600, 12 * 3600)


def test_a_quota_is_what_is_given_from_one_to_what_aws_grants_or_else_the_default_one() -> None:
    quota = limits.MANAGED_POLICIES_PER_ROLE
    assert [quota.given("quota", given) for given in (None, 1, 25)] == [20, 1, 25]
    for wrong in (0, 26):
        with pytest.raises(PolicyError, match=f"^quota {wrong} is not allowed; give 1 to 25$"):
            quota.given("quota", wrong)


@pytest.mark.parametrize(
    ("name", "default", "maximum"),
    [
        ("access-keys-per-user", 2, 2),
        ("boundaries-per-identity", 1, 1),
        ("client-ids-per-oidc-provider", 100, 100),
        ("group-inline-policy-size", 5120, 5120),
        ("groups-per-account", 300, 500),
        ("groups-per-user", 10, 10),
        ("identity-providers-per-saml-provider", 10, 10),
        ("instance-profiles-per-account", 1000, 10_000),
        ("keys-per-saml-provider", 10, 10),
        ("managed-policies-per-account", 1500, 10_000),
        ("managed-policies-per-group", 10, 10),
        ("managed-policies-per-role", 20, 25),
        ("managed-policies-per-user", 10, 20),
        ("managed-policy-size", 6144, 6144),
        ("mfa-devices-per-user", 8, 8),
        ("oidc-providers-per-account", 100, 700),
        ("role-inline-policy-size", 10_240, 10_240),
        ("roles-per-account", 1000, 10_000),
        ("roles-per-instance-profile", 1, 1),
        ("saml-providers-per-account", 100, 100),
        ("server-certificates-per-account", 20, 1000),
        ("session-policy-size", 2048, 2048),
        ("tags-per-resource", 50, 50),
        ("thumbprints-per-oidc-provider", 5, 5),
        ("trust-policy-size", 2048, 8192),
        ("user-inline-policy-size", 2048, 2048),
        ("users-per-account", 5000, 5000),
        ("virtual-mfa-devices-per-account", 5000, 5000),
    ],
)
def test_quotas_are_what_aws_says(name: str, default: int, maximum: int) -> None:
    assert limits.QUOTAS[name] == limits.Quota(default=default, maximum=maximum)


def test_a_rule_says_what_is_allowed() -> None:
    assert limits.EXTERNAL_ID.allowed == "2 to 1,224 characters: letters, digits and _+=,.@:/-"
    assert limits.ACCOUNT_ID.allowed == "12 characters: digits only"


@given(st.text(max_size=80))
def test_a_name_is_accepted_exactly_when_each_character_is_and_the_length_is(name: str) -> None:
    each = all(re.fullmatch(r"[A-Za-z0-9_+=,.@-]", character) for character in name)
    assert limits.USER_NAME.accepts(name) == (each and 1 <= len(name) <= 64)
