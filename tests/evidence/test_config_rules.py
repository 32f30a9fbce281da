"""Rules of AWS Config watch a practice if they are told to look closely enough."""

from typing import Any

import pytest

from tests.evidence.conftest import PERHAPS, Judge

LENGTH, UNUSED = "MinimumPasswordLength", "maxCredentialUsageAge"


def rule(identifier: str, owner: str = "AWS", **parameters: Any) -> dict[str, Any]:
    source = {"Owner": owner, "SourceIdentifier": identifier}
    given = {"InputParameters": parameters} if parameters else {}
    return {"Rule": {"Type": "AWS::Config::ConfigRule", "Properties": {"Source": source, **given}}}


def of_organization(identifier: str, parameters: str) -> dict[str, Any]:
    managed = {"RuleIdentifier": identifier, "InputParameters": parameters}
    properties = {"OrganizationManagedRuleMetadata": managed}
    return {"Rule": {"Type": "AWS::Config::OrganizationConfigRule", "Properties": properties}}


def with_properties(resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = resources["Rule"]
    return {"Rule": {**given, "Properties": given["Properties"] | more}}


SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess"
SHELL = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"
USERS = rule("IAM_USER_NO_POLICIES_CHECK")
EVERYWHERE = of_organization("IAM_USER_NO_POLICIES_CHECK", "{}")
WATCHING = [
    ("root-mfa", rule("ROOT_ACCOUNT_MFA_ENABLED")),
    ("password-length", rule("IAM_PASSWORD_POLICY")),
    ("password-length", rule("IAM_PASSWORD_POLICY", **{LENGTH: 20})),
    ("password-upper-case", rule("IAM_PASSWORD_POLICY", RequireUppercaseCharacters="true")),
    ("password-expiry", rule("IAM_PASSWORD_POLICY", MaxPasswordAge="60")),
    ("credentials-unused-45-days", rule("IAM_USER_UNUSED_CREDENTIALS_CHECK", **{UNUSED: "45"})),
    ("credentials-unused-45-days", of_organization("IAM_USER_UNUSED_CREDENTIALS_CHECK", f'{{"{UNUSED}": "30"}}')),
    ("credentials-unused-90-days", rule("IAM_USER_UNUSED_CREDENTIALS_CHECK")),
    ("support-role", rule("IAM_POLICY_IN_USE", policyARN=SUPPORT)),
    ("support-role", rule("IAM_POLICY_IN_USE", policyARN=SUPPORT, policyUsageType="IAM_ROLE")),
    ("permissions-through-groups", with_properties(USERS, Scope={"ComplianceResourceTypes": ["AWS::IAM::User"]})),
    ("permissions-through-groups", with_properties(USERS, EvaluationModes=[{"Mode": "DETECTIVE"}])),
    ("no-cloudshell", rule("IAM_POLICY_BLACKLISTED_CHECK", policyArns=f"{SHELL}, {SUPPORT}")),
    ("permissions-through-groups", with_properties(EVERYWHERE, ExcludedAccounts=["111122223333"])),
]
OVERLOOKING = [
    ("permissions-through-groups", with_properties(USERS, Scope={"ComplianceResourceId": "AIDA"})),
    ("permissions-through-groups", with_properties(USERS, Scope={"TagKey": "stage"})),
    ("permissions-through-groups", with_properties(USERS, EvaluationModes=[{"Mode": "PROACTIVE"}])),
    ("permissions-through-groups", with_properties(EVERYWHERE, ExcludedAccounts=["123456789012"])),
    ("no-cloudshell", rule("IAM_POLICY_BLACKLISTED_CHECK", policyArns=SHELL, exceptionList="users:[joe]")),
    ("support-role", rule("IAM_POLICY_IN_USE", policyARN=SUPPORT, policyUsageType="IAM_USER")),
    ("support-role", rule("IAM_POLICY_IN_USE", policyARN=SUPPORT.replace("aws:policy", "123456789012:policy"))),
    ("access-key-rotation", rule("ACCESS_KEYS_ROTATED", maxAccessKeyAge="-1")),
    ("root-mfa", rule("ROOT_ACCOUNT_MFA_ENABLED", owner="CUSTOM_LAMBDA")),
    ("root-mfa", rule("IAM_ROOT_ACCESS_KEY_CHECK")),
    ("password-length", rule("IAM_PASSWORD_POLICY", **{LENGTH: 8})),
    ("password-length", rule("IAM_PASSWORD_POLICY", **{LENGTH: {"Ref": "Later"}})),
    ("password-upper-case", rule("IAM_PASSWORD_POLICY", RequireUppercaseCharacters="True")),
    ("password-expiry", rule("IAM_PASSWORD_POLICY", MaxPasswordAge="180")),
    ("credentials-unused-45-days", rule("IAM_USER_UNUSED_CREDENTIALS_CHECK")),
    ("credentials-unused-45-days", of_organization("IAM_USER_UNUSED_CREDENTIALS_CHECK", "{}")),
    ("support-role", rule("IAM_POLICY_IN_USE", policyARN="arn:aws:iam::aws:policy/ReadOnlyAccess")),
    ("support-role", rule("IAM_POLICY_IN_USE")),
]


@pytest.mark.parametrize(("practice", "resources"), WATCHING)
def test_a_rule_that_looks_closely_enough_watches(practice: str, resources: dict[str, Any], judged: Judge) -> None:
    found = judged(resources)[practice]
    assert (found.status, found.watched_by) == ("watched", ("t.Rule",))


@pytest.mark.parametrize(("practice", "resources"), OVERLOOKING)
def test_a_rule_that_overlooks_it_does_not_watch(practice: str, resources: dict[str, Any], judged: Judge) -> None:
    found = judged(resources, Parameters={"Later": {"Type": "String"}})[practice]
    assert (found.status in ("not shown", "outside"), found.watched_by) == (True, ())


def test_a_rule_that_may_be_left_out_does_not_watch(judged: Judge) -> None:
    resources = rule("ROOT_ACCOUNT_MFA_ENABLED")
    resources["Rule"]["Condition"] = "Perhaps"
    assert judged(resources, **PERHAPS)["root-mfa"].status == "outside"
