"""Through the real packs: what is matched is what cdk-nag reports, not what we think that it does."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import Annotations, App, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_iam as iam
from cdk_nag import AwsSolutionsChecks

from iam_stacks import Acknowledgement, IamGroup, IamUser, acknowledge, attach_packs
from iam_stacks.checks.acknowledgements import Ledger
from iam_stacks.checks.finding import Finding
from iam_stacks.checks.plugin import Pack, nag_packs
from iam_stacks.reports.violation import Violation, read_report

QUIET = {"@aws-cdk/core:failSynthOnValidationErrors": False}


@pytest.fixture
def app(context: dict[str, Any]) -> App:
    return App(context=context, post_cli_context=QUIET)


@pytest.fixture
def stack(app: App) -> Stack:
    return Stack(app, "S")


def found(app: App, *acknowledgements: Acknowledgement, packs: list[Pack] | None = None) -> list[Violation]:
    attach_packs(app, acknowledgements, packs=nag_packs(app) if packs is None else packs)
    return read_report(Path(app.synth().directory))


def unaccepted(violations: list[Violation]) -> set[str]:
    return {violation.finding.qualified_id for violation in violations if not violation.reason}


def wide_policy(stack: Stack, *resources: str, actions: tuple[str, ...] = ("s3:GetObject",)) -> iam.ManagedPolicy:
    return iam.ManagedPolicy(
        stack, "P", statements=[iam.PolicyStatement(actions=list(actions), resources=list(resources))]
    )


def user_with_two_secrets(stack: Stack) -> IamUser:
    return IamUser(
        stack,
        "U",
        groups=[IamGroup(stack, "G")],
        console_access=True,
        programmatic_access=True,
        console_user_with_key="a demo",
        rotation_exemption="a device",
    )


def test_a_finding_without_acknowledgement_stays_a_violation(app: App, stack: Stack) -> None:
    wide_policy(stack, "arn:aws:s3:::b/*")
    assert unaccepted(found(app)) == {"AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::b/*]"}


def test_an_acknowledged_finding_carries_its_reason(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b/*")
    (violation,) = found(app, Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="all of b"))
    assert violation.reason == "all of b"
    assert not violation.blocks


def test_it_is_recorded_at_the_resource_itself_under_its_exact_id(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b/*")
    attach_packs(app, [Acknowledgement(scope=policy, rule="AwsSolutions-IAM5", finding="s3:::b/*", reason="all of b")])
    report = json.loads((Path(app.synth().directory) / "validation-report.json").read_text())
    (accepted,) = (found for plugin in report["pluginReports"] for found in plugin.get("suppressedViolations", []))
    assert accepted["acknowledgedId"] == "AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::b/*]"
    assert accepted["acknowledgedAt"] == "S/P/Resource"


def test_an_acknowledgement_leaves_the_other_findings_of_its_thing(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b/*", "arn:aws:s3:::c/*")
    accepted = Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="all of b")
    assert unaccepted(found(app, accepted)) == {"AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::c/*]"}


def test_an_acknowledgement_leaves_the_same_finding_of_another_thing(app: App, stack: Stack) -> None:
    first = IamGroup(stack, "A", managed_policies=["AmazonS3FullAccess"])
    second = IamGroup(stack, "AB", managed_policies=["AmazonS3FullAccess"])
    IamUser(stack, "U", groups=[first, second])
    accepted = Acknowledgement(scope=first, rule="IAM4", finding="AmazonS3FullAccess", reason="an example")
    violations = found(app, accepted)
    assert {violation.finding.path for violation in violations if not violation.reason} == {"S/AB/Resource"}


def test_a_rule_without_its_pack_is_acknowledged_in_every_pack_that_reports_it(app: App, stack: Stack) -> None:
    user = IamUser(stack, "U", groups=[IamGroup(stack, "G")], policies=[wide_policy(stack, "arn:aws:s3:::b")])
    violations = found(app, Acknowledgement(scope=user, rule="IAMUserNoPolicies", reason="as introductions have it"))
    assert unaccepted(violations) == set()
    assert {violation.finding.pack for violation in violations} == {"NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"}


def test_a_rule_with_its_pack_is_acknowledged_in_that_pack_only(app: App, stack: Stack) -> None:
    user = IamUser(stack, "U", groups=[IamGroup(stack, "G")], policies=[wide_policy(stack, "arn:aws:s3:::b")])
    accepted = Acknowledgement(scope=user, rule="PCI.DSS.321-IAMUserNoPolicies", reason="as introductions have it")
    assert unaccepted(found(app, accepted)) == {
        "NIST.800.53.R5::NIST.800.53.R5-IAMUserNoPolicies",
        "HIPAA.Security::HIPAA.Security-IAMUserNoPolicies",
    }


def misfit(violations: list[Violation]) -> str:
    (description,) = (violation.description for violation in violations if violation.finding.pack == "Acknowledgements")
    return description


def test_an_acknowledgement_that_matches_no_finding_is_a_violation(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b")
    stale = Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="long ago", origin="iam.yaml:7")
    violations = found(app, stale)
    assert misfit(violations) == (
        "the acknowledgement of IAM5 (s3:::b/*), written at iam.yaml:7, does not fit: no finding matches it"
    )
    assert violations[0].blocks
    assert violations[0].finding.path == "S/P"


def test_an_acknowledgement_that_matches_more_than_one_finding_is_a_violation(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "*", actions=("*",))
    broad = Acknowledgement(scope=policy, rule="IAM5", finding="*", reason="everything")
    assert misfit(found(app, broad)) == (
        "the acknowledgement of IAM5 (*) does not fit: it matches 2 findings: "
        "Action::* at S/P/Resource, Resource::* at S/P/Resource"
    )


def test_an_acknowledgement_of_a_rule_alone_must_not_cover_two_resources(app: App, stack: Stack) -> None:
    user = user_with_two_secrets(stack)
    broad = Acknowledgement(scope=user, rule="SMG4", reason="secrets")
    assert "it matches 2 findings: the rule at S/U/AccessKey" in misfit(found(app, broad))


def test_an_acknowledgement_at_the_stack_must_not_cover_two_things(app: App, stack: Stack) -> None:
    for name in ("A", "B"):
        IamGroup(stack, name, managed_policies=["AmazonS3FullAccess"])
    broad = Acknowledgement(scope=stack, rule="IAM4", finding="AmazonS3FullAccess", reason="everywhere")
    assert "it matches 2 findings" in misfit(found(app, broad))


def test_the_acknowledgement_nearest_to_the_finding_is_the_one_that_counts(app: App, stack: Stack) -> None:
    user = IamUser(stack, "U", groups=[IamGroup(stack, "G")], programmatic_access=True, rotation_exemption="a device")
    far = Acknowledgement(scope=user, rule="AwsSolutions-SMG4", reason="by hand", origin="iam.yaml:3")
    violations = found(app, far, *map(Acknowledgement.of, user.expected_findings))
    assert misfit(violations).startswith("the acknowledgement of AwsSolutions-SMG4, written at iam.yaml:3")
    assert "another one accepts the same finding" in misfit(violations)


class CountedScope:
    """A construct that counts how often it is asked where it stands: each time costs a call to Node."""

    asked = 0

    @property
    def node(self) -> "CountedScope":
        return self

    @property
    def path(self) -> str:
        CountedScope.asked += 1
        return f"S/{id(self)}"


def test_cdk_is_asked_once_for_the_path_of_an_acknowledgement() -> None:
    scopes: list[Any] = [CountedScope() for _ in range(50)]
    ledger = Ledger([Acknowledgement(scope=scope, rule="IAM5", finding="*", reason="r") for scope in scopes])
    findings = [Finding.parse("P", "P-IAM5[*]", f"S/{number}") for number in range(50)]
    for _ in range(4):
        ledger.settle(scopes[0], findings)
    assert len(ledger.misfits()) == 50
    assert CountedScope.asked == 50


def test_an_acknowledgement_of_a_finding_that_another_accepts_is_a_violation(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b/*")
    first = Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="first")
    second = Acknowledgement(scope=policy, rule="AwsSolutions-IAM5", finding="s3:::b/*", reason="second")
    violations = found(app, first, second)
    assert misfit(violations).endswith("does not fit: another one accepts the same finding")
    assert [violation.reason for violation in violations if violation.reason] == ["first"]


@pytest.mark.parametrize("generic_first", [True, False])
def test_a_rule_of_all_packs_and_the_same_of_one_pack_are_one_too_many(
    app: App, stack: Stack, generic_first: bool
) -> None:
    user = IamUser(stack, "U", groups=[IamGroup(stack, "G")], policies=[wide_policy(stack, "arn:aws:s3:::b")])
    both = [
        Acknowledgement(scope=user, rule=rule, reason="as introductions have it")
        for rule in ("IAMUserNoPolicies", "HIPAA.Security-IAMUserNoPolicies")
    ]
    assert "another one accepts the same finding" in misfit(found(app, *(both if generic_first else both[::-1])))


def test_what_a_construct_causes_can_be_given_as_it_is(app: App, stack: Stack) -> None:
    user = IamUser(stack, "U", groups=[IamGroup(stack, "G")], programmatic_access=True)
    attach_packs(app, user.expected_findings)
    assert unaccepted(read_report(Path(app.synth().directory))) == set()


def test_the_same_acknowledgement_given_twice_is_one(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b/*")
    accepted = Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="all of b")
    assert unaccepted(found(app, accepted, accepted)) == set()


def test_a_rule_that_broke_down_cannot_be_acknowledged(app: App, stack: Stack) -> None:
    """cdk-nag throws at Allow with NotAction, and would hide the wildcards of the other statements."""
    policy = wide_policy(stack, "arn:aws:iam::123456789012:role/*", actions=("iam:PassRole",))
    policy.document.add_statements(iam.PolicyStatement(not_actions=["iam:*"], resources=["*"]))
    violations = found(app, Acknowledgement(scope=policy, rule="AwsSolutions-IAM5", reason="whatever it is"))
    assert "AwsSolutions::AwsSolutions-IAM5" in unaccepted(violations)
    assert "no finding matches it" in misfit(violations)


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_acknowledgement_must_have_a_reason(stack: Stack, reason: str) -> None:
    with pytest.raises(ValueError, match=r"the acknowledgement of IAM5 \(\*\) has no reason"):
        Acknowledgement(scope=stack, rule="IAM5", finding="*", reason=reason)


def test_what_a_construct_causes_can_be_accepted_as_it_says(app: App, stack: Stack) -> None:
    user = user_with_two_secrets(stack)
    violations = found(app, *map(Acknowledgement.of, user.expected_findings))
    assert unaccepted(violations) == set()
    assert len(violations) == 7


def test_a_warning_of_a_pack_blocks_too_when_another_finding_is_accepted(app: App, stack: Stack) -> None:
    cloudfront.Distribution(
        stack, "D", default_behavior=cloudfront.BehaviorOptions(origin=origins.HttpOrigin("a.example"))
    )
    policy = wide_policy(stack, "arn:aws:s3:::b/*")
    accepted = Acknowledgement(scope=policy, rule="IAM5", finding="s3:::b/*", reason="all of b")
    violations = found(app, accepted, packs=[AwsSolutionsChecks(app)])
    geo_restriction_warning = "AwsSolutions::AwsSolutions-CFR1"
    assert {violation.finding.qualified_id: violation.blocks for violation in violations}[geo_restriction_warning]


def test_a_warning_of_ours_is_accepted_before_cdk_writes_it_down(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b")
    for rule in ("accepted", "left"):
        Annotations.of(policy).add_warning_v2(f"iam-stacks:{rule}", "think twice")
    Annotations.of(policy).add_warning("without an id")
    violations = found(app, Acknowledgement(scope=policy, rule="accepted", reason="we did"), packs=[])
    assert {violation.finding.rule_names[1] for violation in violations} == {"left", "warning-annotation"}


def test_an_acknowledgement_of_a_warning_that_is_not_there_is_a_violation(app: App, stack: Stack) -> None:
    stale = Acknowledgement(scope=wide_policy(stack, "arn:aws:s3:::b"), rule="group-without-mfa", reason="long ago")
    assert misfit(found(app, stale, packs=[])).endswith("does not fit: no finding matches it")


def test_one_finding_of_ours_is_accepted_without_a_ledger(app: App, stack: Stack) -> None:
    policy = wide_policy(stack, "arn:aws:s3:::b")
    acknowledge(policy, rule="full-service-access", finding="P.All s3", reason="it does")
    (entry,) = (each for each in policy.node.metadata if each.type == "aws:cdk:acknowledged-rules")
    assert entry.data == {"IamChecks::full-service-access[P.All-s3]": "it does"}


def test_a_finding_of_ours_is_not_accepted_without_a_reason_or_under_a_wrong_name(stack: Stack) -> None:
    with pytest.raises(ValueError, match="has no reason"):
        acknowledge(stack, rule="full-service-access", finding="P s3", reason=" ")
    with pytest.raises(ValueError, match="there is no rule 'full-access'"):
        acknowledge(stack, rule="full-access", finding="P s3", reason="it does")
