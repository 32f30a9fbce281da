from aws_cdk import App, Stack
from cdk_nag import AwsSolutionsChecks

from iam_stacks import SupportRole, TrustPolicy, attach_packs
from tests.constructs.synthesis import arn, only


def test_it_has_the_policy_that_benchmarks_look_for(stack: Stack) -> None:
    SupportRole(stack, "Support", trust=TrustPolicy.account("${AWS::AccountId}"), managed_policies=["ReadOnlyAccess"])
    role = only(stack, "AWS::IAM::Role")
    # Security Hub User Guide, "Security Hub controls for IAM", IAM.18
    assert role["ManagedPolicyArns"] == [
        arn(":iam::aws:policy/AWSSupportAccess"),
        arn(":iam::aws:policy/ReadOnlyAccess"),
    ]
    assert role["Description"] == "Manages cases with AWS Support"


def test_it_says_which_findings_it_causes(app_of_ones_own: App) -> None:
    stack = Stack(app_of_ones_own, "S")
    role = SupportRole(stack, "Support", trust=TrustPolicy.account("${AWS::AccountId}"))
    attach_packs(app_of_ones_own, role.expected_findings, packs=[AwsSolutionsChecks(app_of_ones_own)])
    app_of_ones_own.synth()
    assert [(finding.rule, finding.finding) for finding in role.expected_findings] == [
        ("IAM4", "Policy::arn:<AWS::Partition>:iam::aws:policy/AWSSupportAccess"),
        ("full-service-access", "AWSSupportAccess support"),
        ("full-service-access", "AWSSupportAccess support-console"),
    ]
