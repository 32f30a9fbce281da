"""What our rules are asked for, and which of them no practice asks."""

from typing import Any

import pytest

from iam_stacks.checks.rules import RULES
from iam_stacks.evidence.practices import PRACTICES
from tests.evidence.conftest import PERHAPS, Judge

MALFORMED = "AWS refuses it or it does nothing: the deployment tells, and no auditor asks"
STYLE = "it changes nothing that is allowed"
UNASKED: dict[str, tuple[str, set[str]]] = {
    "grammar": (
        MALFORMED,
        {
            *("policy-malformed", "document-characters", "version-missing", "variables-in-old-version"),
            *("statement-id-twice", "statement-id-characters", "service-unknown", "action-unknown", "arn-malformed"),
            *("action-of-other-resource-type", "resource-not-supported", "resource-not-listed"),
        },
    ),
    "conditions": (
        "a condition that does not do what it seems to: other rules see what it then lets in",
        {
            *("condition-operator-unknown", "condition-key-unknown", "condition-key-not-for-action"),
            *("condition-value-type", "condition-set-operator-missing", "condition-set-operator-on-single-value"),
            *("condition-for-all-values-met-by-absence", "condition-wildcard-without-like"),
        },
    ),
    "redundancy": (STYLE, {"statement-shadowed", "statement-redundant", "action-redundant", "resource-redundant"}),
    "trust": (
        MALFORMED,
        {
            *("trust-partly-wild-principal", "principal-malformed", "trust-principal-missing"),
            *("trust-service-misspelt", "trust-action-not-sts", "trust-action-of-other-principal"),
            *("trust-external-id-with-mfa", "trust-pattern"),
        },
    ),
    "credentials": (
        "such an output shows no secret, but the text of a reference",
        {"secret-reference-in-output"},
    ),
    "escalation": (
        "they are about what somebody has asked for: targets and guarantees, of which evidence knows none",
        {"escalation-to-target", "guarantee-broken", "guarantee-depends-on-condition"},
    ),
    "quotas": (
        "AWS refuses what is over a quota, too long or of another form",
        {
            rule.id
            for rule in RULES
            if rule.id.startswith(("quota-", "tag-", "oidc-url-", "oidc-client-id-", "oidc-thumbprint-"))
        }
        | {
            *("name-taken-twice", "names-differ-in-case-only", "inline-policy-name-twice", "name-malformed"),
            *("path-malformed", "description-malformed", "saml-metadata-length", "password-malformed"),
            *("policy-arn-malformed", "aws-managed-policy-unknown", "session-value-impossible"),
            *("session-duration-out-of-range", "role-too-long-to-switch"),
        },
    ),
}
"""By family, why no practice asks for some of our rules, and which."""


def test_each_of_our_rules_has_a_practice_or_a_reason() -> None:
    asked = {name for practice in PRACTICES for name in practice.our_rules}
    unasked = [name for _, names in UNASKED.values() for name in names]
    assert len(unasked) == len(set(unasked))
    assert {rule.id for rule in RULES} - asked == set(unasked)


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action: Any = "s3:GetObject", resource: Any = "arn:aws:s3:::x/*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    properties = {"ManagedPolicyName": "P", "PolicyDocument": document(*statements)}
    return {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}}


def role(principal: Any, action: str = "sts:AssumeRole", **more: Any) -> dict[str, Any]:
    trust = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    return {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document(trust)}}}


def user(**properties: Any) -> dict[str, Any]:
    return {"U": {"Type": "AWS::IAM::User", "Properties": properties}}


PROVIDER = {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}
GITHUB = "token.actions.githubusercontent.com"
ONE_BRANCH = {
    "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": "repo:octo/app:ref:refs/heads/main"}
}
PARTNER = {"AWS": "arn:aws:iam::999999999999:root"}
ELSEWHERE = "arn:aws:iam::123456789012:policy/Elsewhere"
CREATE = ["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"]
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
LOOSE = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}


def password(value: str = "{{resolve:secretsmanager:s}}", **more: Any) -> dict[str, Any]:
    return user(LoginProfile={"Password": value, **more})


CASES: dict[str, list[tuple[dict[str, Any], str]]] = {
    "no-way-to-administrator": [
        (policy(allow()), "met"),
        ({**policy(allow(["iam:PutUserPolicy"], "*")), **user(ManagedPolicyArns=[{"Ref": "P"}])}, "not met"),
        (user(ManagedPolicyArns=[ELSEWHERE]), "not shown"),
    ],
    "roles-passed-to-services": [
        (policy(allow()), "met"),
        (policy(allow("iam:PassRole", "*")), "not met"),
        (policy(allow("iam:PassRole", "arn:aws:iam::123456789012:role/x")), "not met"),
    ],
    "creations-bounded": [(policy(allow()), "met"), (policy(allow(CREATE, "*")), "not met")],
    "data-by-name": [
        (policy(allow()), "met"),
        (policy(allow("s3:GetObject", "*")), "not met"),
        (policy(allow("s3:PutBucketPolicy", "*")), "not met"),
    ],
    "allowed-by-name": [
        (policy(allow()), "met"),
        (policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), "not met"),
    ],
    "mfa-conditions-hold": [
        (policy(allow(Condition=MFA)), "met"),
        (policy(allow(Condition=LOOSE)), "not met"),
    ],
    "external-ids": [
        (role({"AWS": "arn:aws:iam::123456789012:root"}), "met"),
        (role(PARTNER, Condition={"StringEquals": {"sts:ExternalId": "example-id"}}), "met"),
        (role(PARTNER), "not met"),
    ],
    "federation-by-name": [
        (role(PROVIDER, "sts:AssumeRoleWithWebIdentity", Condition=ONE_BRANCH), "met"),
        (role(PROVIDER, "sts:AssumeRoleWithWebIdentity"), "not met"),
    ],
    "services-for-whom": [
        (role({"Service": "ec2.amazonaws.com"}), "met"),
        (role({"Service": "scheduler.amazonaws.com"}), "not met"),
    ],
    "no-secrets-in-clear": [
        (password(), "met"),
        (password("Correct-Horse-7"), "not met"),
        ({"S": {"Type": "AWS::SecretsManager::Secret", "Properties": {"GenerateSecretString": {}}}}, "met"),
    ],
    "first-password-changed": [
        (password(PasswordResetRequired=True), "met"),
        (password(), "not met"),
        (password(PasswordResetRequired={"Ref": "Where"}), "not shown"),
        (user(LoginProfile={"Ref": "Where"}), "not shown"),
        (user(), "not shown"),
    ],
}
SET = {"Type": "AWS::SSO::PermissionSet", "Properties": {"InlinePolicy": document(allow())}}
GRANTS = ("no-way-to-administrator", "roles-passed-to-services", "creations-bounded", "data-by-name")


@pytest.mark.parametrize(
    ("id", "resources", "status"),
    [(id, resources, status) for id, listed in CASES.items() for resources, status in listed],
)
def test_what_a_rule_says_contradicts(id: str, resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources, **PERHAPS)[id].status == status


@pytest.mark.parametrize("id", CASES)
def test_without_anything_nothing_is_shown(id: str, judged: Judge) -> None:
    assert judged({})[id].status == "not shown"


@pytest.mark.parametrize("id", GRANTS)
def test_a_permission_set_that_no_rule_reads_leaves_it_open(id: str, judged: Judge) -> None:
    assert judged({**policy(allow()), "Set": SET})[id].status == "not shown"
