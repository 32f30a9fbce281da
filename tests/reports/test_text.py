import pytest
import yaml

from iam_stacks.checks.finding import Finding
from iam_stacks.reports.text import text_report
from iam_stacks.reports.violation import Violation

ORIGINS = {"S/Groups/G": "iam.yaml:12", "S/Users/U": "iam.yaml:9"}


def violation(name: str, path: str, *, pack: str = "AwsSolutions", **rest: object) -> Violation:
    return Violation(finding=Finding.parse(pack, name, path), description="What it is", **rest)  # type: ignore[arg-type]


def test_nothing_is_said_when_all_is_accepted() -> None:
    accepted = violation("AwsSolutions-IAM4[X]", "S/Groups/G/Resource", reason="because", blocks=False)
    assert text_report([accepted], ORIGINS) == ""
    assert text_report([], {}) == ""


def test_a_finding_says_line_rule_problem_construct_remedy_and_how_to_accept_it() -> None:
    name = "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonS3FullAccess]"
    assert text_report([violation(name, "S/Groups/G/Resource")], ORIGINS) == (
        "iam.yaml:12: error: AwsSolutions-IAM4 (AmazonS3FullAccess): an AWS-managed policy allows more than is needed\n"
        "    found by: AwsSolutions\n"
        "    construct: S/Groups/G/Resource\n"
        "    mend: attach a policy of your own that allows what is needed\n"
        '    accept: under acknowledge: - {rule: AwsSolutions-IAM4, finding: "AmazonS3FullAccess", reason: ...}\n'
        "1 error, 0 warnings"
    )


def test_a_finding_of_several_packs_is_said_once() -> None:
    packs = ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")
    same = [violation(f"{pack}-IAMUserNoPolicies", "S/Users/U/Resource", pack=pack) for pack in packs]
    report = text_report(same, ORIGINS)
    assert "found by: HIPAA.Security, NIST.800.53.R5, PCI.DSS.321" in report
    assert "under acknowledge: - {rule: IAMUserNoPolicies, reason: ...}" in report
    assert report.endswith("1 error, 0 warnings")


def test_two_findings_of_one_rule_at_one_construct_are_two() -> None:
    both = [violation(f"AwsSolutions-IAM5[Resource::{name}/*]", "S/Groups/G/Resource") for name in ("a", "b")]
    assert text_report(both, ORIGINS).endswith("2 errors, 0 warnings")


def test_the_report_suggests_words_that_mean_one_finding_only() -> None:
    both = [violation(f"AwsSolutions-IAM5[{kind}::*]", "S/Groups/G/Resource") for kind in ("Action", "Resource")]
    report = text_report(both, ORIGINS)
    assert 'finding: "Action::*"' in report
    assert 'finding: "Resource::*"' in report
    assert "AwsSolutions-IAM5 (Action::*)" in report


def test_the_report_suggests_the_shortest_words_that_mean_one_finding() -> None:
    elsewhere = violation("AwsSolutions-IAM5[Action::*]", "S/Groups/H/Resource")
    another_rule = violation("AwsSolutions-IAM9[Action::*]", "S/Groups/G/Resource")
    here = violation("AwsSolutions-IAM5[Resource::*]", "S/Groups/G/Resource")
    assert 'rule: AwsSolutions-IAM5, finding: "*"' in text_report([elsewhere, another_rule, here], ORIGINS)


@pytest.mark.parametrize("name", ['s3:::b/a"q/*', "s3:::a\\*", "s3:::\U0001f600*", "s3:::é*"])
def test_the_report_suggests_yaml_whatever_the_resource_is_called(name: str) -> None:
    report = text_report([violation(f"AwsSolutions-IAM5[Resource::arn:aws:{name}]", "S/Groups/G/Resource")], ORIGINS)
    _, _, suggestion = report.partition("under acknowledge: ")
    (accepted,) = yaml.safe_load(suggestion.partition("\n")[0])
    assert accepted["finding"] == name


def test_a_rule_that_broke_down_is_said_to_have_judged_nothing() -> None:
    threw = "Rule threw an error during validation."
    broken = Finding.parse("AwsSolutions", "AwsSolutions-IAM5", "S/Groups/G/Resource", threw)
    report = text_report([Violation(finding=broken, description=threw)], ORIGINS)
    assert "the rule broke down and judged nothing" in report
    assert "acknowledge" not in report


def test_findings_come_in_the_order_of_lines() -> None:
    both = [violation("AwsSolutions-X", "S/Groups/G/Resource"), violation("AwsSolutions-X", "S/Users/U/Resource")]
    assert [line.partition(": ")[0] for line in text_report(both, ORIGINS).splitlines() if line.startswith("iam")] == [
        "iam.yaml:9",
        "iam.yaml:12",
    ]


def test_a_finding_that_is_not_in_the_file_is_named_by_its_construct() -> None:
    report = text_report([violation("AwsSolutions-X1", "S/Other")], ORIGINS)
    assert report.startswith("S/Other: error: AwsSolutions-X1: What it is\n")
    assert "accept" not in report


def test_what_cdk_itself_finds_cannot_be_accepted_in_the_file() -> None:
    report = text_report([violation("F0001", "S/Groups/G", pack="CloudFormation Validate", fix="mend it so")], ORIGINS)
    assert "mend: mend it so" in report
    assert "accept" not in report


def test_a_finding_of_ours_has_its_own_words_and_its_source() -> None:
    ours = violation(
        "full-service-access[P.5d9f5100 s3]",
        "S/Groups/G/Resource",
        pack="IamChecks",
        problem="everything in s3 is allowed",
        source="a page of AWS",
        fix="allow less",
        blocks=False,
    )
    assert text_report([ours], ORIGINS) == (
        "iam.yaml:12: warning: full-service-access (P s3): everything in s3 is allowed\n"
        "    found by: IamChecks\n"
        "    construct: S/Groups/G/Resource\n"
        "    mend: allow less\n"
        "    source: a page of AWS\n"
        '    accept: under acknowledge: - {rule: full-service-access, finding: "P s3", reason: ...}\n'
        "0 errors, 1 warning"
    )


def test_findings_of_ours_that_differ_in_a_word_are_told_apart_by_it() -> None:
    both = [
        violation(f"full-service-access[P.5d9f5100 {service}]", "S/Groups/G/Resource", pack="IamChecks")
        for service in ("s3", "sqs")
    ]
    report = text_report(both, ORIGINS)
    assert 'finding: "P s3"' in report
    assert 'finding: "P sqs"' in report


def test_a_warning_of_ours_can_be_accepted_by_its_short_name() -> None:
    warning = violation(
        "Annotation::iam-stacks:group-without-mfa",
        "S/Groups/G",
        pack="Construct Annotations",
        blocks=False,
    )
    assert "accept: under acknowledge: - {rule: group-without-mfa, reason: ...}" in text_report([warning], ORIGINS)


def test_a_plugin_that_failed_is_named() -> None:
    assert text_report([violation("plugin-failed", "", pack="Some Plugin")], {}).startswith("Some Plugin: error:")


def test_warnings_are_counted_apart() -> None:
    report = text_report([violation("A", "S", blocks=False), violation("B", "S")], {})
    assert report.endswith("1 error, 1 warning")


def test_control_ids_are_left_out() -> None:
    long = Violation(
        finding=Finding.parse("P", "P-Rule", "S"), description="The bucket is open - (Control IDs: AC-3, (b)(1))."
    )
    assert "AC-3" not in text_report([long], {})
    assert "The bucket is open" in text_report([long], {})
