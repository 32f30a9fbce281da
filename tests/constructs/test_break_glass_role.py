import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from cdk_nag import AwsSolutionsChecks

from iam_stacks import Acknowledgement, BreakGlassRole, IamChecks, PolicyError, TrustPolicy, attach_packs
from iam_stacks.policy.tags import BREAK_GLASS_TAG
from tests.constructs.synthesis import arn, only

PEOPLE = TrustPolicy.account("${AWS::AccountId}", mfa_max_age=3600)


def test_it_asks_for_recent_mfa_lasts_one_hour_and_can_be_found(stack: Stack) -> None:
    BreakGlassRole(stack, "Emergency", trust=PEOPLE)
    role = only(stack, "AWS::IAM::Role")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
    }
    assert role["MaxSessionDuration"] == 3600
    assert role["Tags"] == [{"Key": BREAK_GLASS_TAG, "Value": "true"}]
    assert role["ManagedPolicyArns"] == [arn(":iam::aws:policy/AdministratorAccess")]


def test_it_says_which_findings_it_causes(app_of_ones_own: App) -> None:
    role = BreakGlassRole(Stack(app_of_ones_own, "S"), "Emergency", trust=PEOPLE)
    attach_packs(app_of_ones_own, role.expected_findings, packs=[AwsSolutionsChecks(app_of_ones_own)])
    app_of_ones_own.synth()
    assert [finding.rule for finding in role.expected_findings] == ["IAM4", "administrator-equivalent"]


@pytest.mark.parametrize(("name", "called"), [("Emergency", "Emergency"), (None, "Glass91B91634")])
def test_it_is_an_administrator_and_accounts_for_it(app_of_ones_own: App, name: str | None, called: str) -> None:
    role = BreakGlassRole(Stack(app_of_ones_own, "S"), "Glass", role_name=name, trust=PEOPLE)
    attach_packs(app_of_ones_own, map(Acknowledgement.of, role.expected_findings[1:]), packs=[IamChecks()])
    app_of_ones_own.synth()
    assert role.expected_findings[1].finding == called


def test_within_a_boundary_it_may_be_no_administrator(stack: Stack) -> None:
    boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "B", "Boundary")
    role = BreakGlassRole(stack, "Emergency", trust=PEOPLE, permissions_boundary=boundary)
    assert [finding.rule for finding in role.expected_findings] == ["IAM4"]


def test_it_has_no_more_than_is_given(stack: Stack) -> None:
    policy = iam.ManagedPolicy.from_managed_policy_name(stack, "P", "Mine")
    role = BreakGlassRole(stack, "Emergency", trust=PEOPLE, policies=[policy])
    assert role.expected_findings == ()
    assert len(only(stack, "AWS::IAM::Role")["ManagedPolicyArns"]) == 1


@pytest.mark.parametrize(
    "trust",
    [
        TrustPolicy.account("${AWS::AccountId}"),
        TrustPolicy.account("${AWS::AccountId}", require_mfa=True),
        TrustPolicy.ec2(),
        PEOPLE | TrustPolicy.ec2(),
        TrustPolicy.saml("Corp"),
        PEOPLE | TrustPolicy.github_actions(repository="acme/app", pull_request=True),
        TrustPolicy.cognito("us-east-2:11111111-2222-3333-4444-555555555555", authenticated=False),
    ],
)
def test_nobody_may_assume_it_without_recent_mfa(stack: Stack, trust: TrustPolicy) -> None:
    with pytest.raises(PolicyError, match="a break-glass role is for people with MFA at hand"):
        BreakGlassRole(stack, "Emergency", trust=trust)


def test_what_goes_with_assuming_it_needs_no_mfa_of_its_own(stack: Stack) -> None:
    """A statement that only lets callers set an identity is of no use without the one that asks for MFA."""
    trust = TrustPolicy.account("${AWS::AccountId}", mfa_max_age=900, source_identity=["*"])
    BreakGlassRole(stack, "Emergency", trust=trust)
    assert only(stack, "AWS::IAM::Role")
