import re
from collections.abc import Callable

import pytest

from iam_stacks.policy import PolicyError, TrustPolicy

GITHUB = "https://token.actions.githubusercontent.com"


def test_a_service_renders_the_well_known_document_to_the_letter() -> None:
    # Lambda Developer Guide, "Defining Lambda function permissions with an execution role"
    assert TrustPolicy.service("lambda.amazonaws.com").render() == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }


def test_an_account_is_trusted_as_its_root_with_the_external_id_as_a_condition() -> None:
    # IAM User Guide, "Access to AWS accounts owned by third parties"
    trust = TrustPolicy.account("999999999999", external_id="example-id")
    assert trust.render(partition="aws")["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "example-id"}},
        }
    ]


def test_an_account_without_external_id_has_no_condition() -> None:
    assert "Condition" not in TrustPolicy.account("999999999999").render()["Statement"][0]


def test_a_web_identity_pins_audience_and_subject() -> None:
    # IAM User Guide, "Create a role for OpenID Connect federation"
    trust = TrustPolicy.web_identity(GITHUB, audience="sts.amazonaws.com", subject="repo:o/r:ref:refs/heads/main")
    assert trust.render(account="123456789012", partition="aws-cn")["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {
                "Federated": "arn:aws-cn:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
            },
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                    "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main",
                }
            },
        }
    ]


def test_account_and_partition_stay_symbolic_unless_given() -> None:
    trust = TrustPolicy.web_identity(GITHUB, audience="a", subject="s").render()
    assert trust["Statement"][0]["Principal"]["Federated"].startswith("arn:${AWS::Partition}:iam::${AWS::AccountId}:")


def test_two_trust_policies_combine_into_one_with_both_statements() -> None:
    both = TrustPolicy.service("ec2.amazonaws.com") | TrustPolicy.account("999999999999")
    assert [list(statement["Principal"]) for statement in both.render()["Statement"]] == [["Service"], ["AWS"]]


def test_a_trust_policy_is_a_value() -> None:
    assert TrustPolicy.service("ec2.amazonaws.com") == TrustPolicy.service("ec2.amazonaws.com")
    assert hash(TrustPolicy.service("ec2.amazonaws.com")) == hash(TrustPolicy.service("ec2.amazonaws.com"))


def test_a_value_known_only_at_deployment_is_not_judged() -> None:
    assert TrustPolicy.account("${Token[AWS.AccountId.4]}").statements


REFUSALS: dict[str, tuple[Callable[[], TrustPolicy], str]] = {
    "a service principal must be a name of AWS": (
        lambda: TrustPolicy.service("lambda"),
        "service 'lambda' is not allowed; give 1 to 128 characters: a service principal such as lambda.amazonaws.com",
    ),
    "a service principal must not be a pattern": (lambda: TrustPolicy.service("*.amazonaws.com"), "is not allowed"),
    "an account has twelve digits": (
        lambda: TrustPolicy.account("12345"),
        "account '12345' is not allowed; give 12 characters: digits only",
    ),
    "an account must not be a pattern": (lambda: TrustPolicy.account("*"), "account '*' is not allowed"),
    "an external id has two characters or more": (
        lambda: TrustPolicy.account("999999999999", external_id="x"),
        "external_id 'x' is not allowed; give 2 to 1,224 characters",
    ),
    "an external id has no spaces": (
        lambda: TrustPolicy.account("999999999999", external_id="x y"),
        "external_id 'x y' is not allowed",
    ),
    "an issuer is an https URL": (
        lambda: TrustPolicy.web_identity("http://a.example", audience="a", subject="s"),
        "issuer 'http://a.example' is not allowed",
    ),
    "an issuer must be known at synthesis": (
        lambda: TrustPolicy.web_identity("https://${Token[TOKEN.1]}", audience="a", subject="s"),
        "issuer must be known at synthesis",
    ),
    "an audience must not be empty": (
        lambda: TrustPolicy.web_identity(GITHUB, audience="", subject="s"),
        "audience '' is not allowed",
    ),
    "a subject must not be a pattern": (
        lambda: TrustPolicy.web_identity(GITHUB, audience="a", subject="repo:o/*"),
        "subject 'repo:o/*' is not allowed; give 1 to 1,024 characters: one exact subject, without *, ? or ${...}",
    ),
    "a subject must not have a variable": (
        lambda: TrustPolicy.web_identity(GITHUB, audience="a", subject="repo:${AWS::AccountId}"),
        "subject 'repo:${AWS::AccountId}' is not allowed",
    ),
    "an account must not have a variable": (lambda: TrustPolicy.account("${junk}*"), "account '${junk}*' is not"),
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_refusal(sentence: str) -> None:
    build, message = REFUSALS[sentence]
    with pytest.raises(PolicyError, match=re.escape(message)):
        build()
