"""The example estate through the whole app: stacks, packs, acknowledgements."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iam_stacks import IamApp, build_app
from iam_stacks.config import ConfigError, InputError
from iam_stacks.reports.violation import Violation, read_report


@pytest.fixture(scope="session")
def example_app(context: dict[str, Any], root: Path, tmp_path_factory: pytest.TempPathFactory) -> IamApp:
    folder = tmp_path_factory.mktemp("example")
    return build_app(context=context | {"config": str(root / "iam.yaml")}, outdir=str(folder))


@pytest.fixture(scope="session")
def findings(example_app: IamApp) -> list[Violation]:
    return read_report(Path(example_app.synth().directory))


@pytest.fixture
def app_of(context: dict[str, Any], estate_file: Callable[[str], Path]) -> Callable[..., IamApp]:
    def build(text: str, **settings: str) -> IamApp:
        return build_app(context=context | {"config": str(estate_file(text))} | settings)

    return build


def test_the_example_has_no_finding_that_is_not_accepted(example_app: IamApp) -> None:
    assert example_app.check() == (True, "")


def test_findings_and_acknowledgements_are_equal(example_app: IamApp, findings: list[Violation]) -> None:
    """None missing, none stale, none broader than its finding, none without a reason."""
    for acknowledgement in example_app.acknowledgements:
        assert acknowledgement.reason.strip()
        covered = [found.finding for found in findings if acknowledgement.covers(found.finding)]
        assert len({(finding.path, finding.subject) for finding in covered}) == 1
    for found in findings:
        assert [known for known in example_app.acknowledgements if known.covers(found.finding)]
        assert found.reason


def test_only_what_aws_leaves_no_way_around_is_accepted(findings: list[Violation]) -> None:
    assert sorted({found.finding.rule_names[1] + " " + (found.finding.short_subject or "") for found in findings}) == [
        "IAM4 AmazonS3FullAccess",
        "IAM4 service-role/AWSLambdaBasicExecutionRole",
        "IAM5 *",
        "IAM5 iam::<AWS::AccountId>:mfa/*",
        "IAM5 logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/ReportWriter:*",
        "IAM5 logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/ReportWriter:log-stream:*",
        "IAM5 logs:<AWS::Region>:<AWS::AccountId>:log-group:<TrailLogs73276642>:log-stream:"
        "<AWS::AccountId>_CloudTrail_<AWS::Region>*",
        "IAM5 s3:::example-data/*",
        "LambdaInsideVPC ",
        "S3BucketReplicationEnabled ",
        "S3DefaultEncryptionKMS ",
        "SMG4 ",
        "SecretsManagerRotationEnabled ",
        "full-service-access AmazonS3FullAccess s3",
        "full-service-access AmazonS3FullAccess s3-object-lambda",
    ]


def test_an_acknowledgement_that_is_taken_out_is_missed(app_of: Callable[..., IamApp], root: Path) -> None:
    text = (root / "iam.yaml").read_text()
    taken_out = text.replace("finding: AmazonS3FullAccess", "finding: AmazonS3ReadOnlyAccess")
    passed, report = app_of(taken_out).check()
    assert not passed
    assert "AwsSolutions-IAM4 (AmazonS3FullAccess)" in report
    assert "acknowledgement-does-not-fit" in report


def test_who_can_become_administrator_or_breaks_a_guarantee_fails_the_synthesis(app_of: Callable[..., IamApp]) -> None:
    text = """
administrators: [role/Admin]
targets: ["sts:AssumeRole arn:${AWS::Partition}:iam::111111111111:role/Other"]
guarantees:
  - {principals: role/Worker, can_only: "sqs:*", on: "*"}
policies:
  Become:
    statements:
      - effect: Allow
        actions: ["sts:AssumeRole"]
        resources: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Admin"]
  Be:
    statements:
      - effect: Allow
        actions: ["sts:AssumeRole"]
        resources: ["arn:${AWS::Partition}:iam::111111111111:role/Other"]
roles:
  Worker: {trust: {service: ec2.amazonaws.com}, policies: [Become]}
  Admin: {trust: {account: "111111111111"}, policies: [Be]}
"""
    passed, report = app_of(text, account="111111111111", region="eu-central-1").check()
    assert not passed
    for finding in (
        "escalation-to-administrator (Worker)",
        "escalation-to-target (Worker sts:AssumeRole arn:${AWS::Partition}:iam::111111111111:role/Other)",
        "guarantee-broken (Worker role/Worker can_only sqs:* on *)",
    ):
        assert f"iam.yaml:7:3: error: {finding}: Worker " in report
    assert report.endswith("\n3 errors, 0 warnings")


def test_a_report_names_the_line_of_the_file(app_of: Callable[..., IamApp]) -> None:
    passed, report = app_of(
        "users:\n  U:\n    groups: [G]\ngroups:\n  G: {managed_policies: [AdministratorAccess]}\n"
    ).check()
    assert not passed
    assert "iam.yaml:5:3: error: AwsSolutions-IAM4 (AdministratorAccess)" in report
    assert "construct: IamIdentity/Groups/G/Resource" in report


def test_a_policy_on_a_user_is_one_finding_a_pack_that_the_file_can_accept(app_of: Callable[..., IamApp]) -> None:
    text = """
    policies:
      P: {statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}]}
    groups: {G: {}}
    users:
      U:
        groups: [G]
        policies: [P]
        acknowledge:
          - {rule: IAMUserNoPolicies, reason: as introductions to IAM have it}
          - {rule: policy-attached-to-user, finding: U P, reason: as introductions to IAM have it}
    """
    app = app_of(text)
    assert app.check() == (True, "")
    report = read_report(Path(app.synth().directory))
    accepted = [violation for violation in report if "IAMUserNoPolicies" in violation.finding.rule]
    assert len(accepted) == len({violation.finding.pack for violation in accepted}) == 3


FULL_ACCESS = """
    groups:
      G:
        managed_policies: [AmazonSQSFullAccess]
        mfa: false
        acknowledge:
          - {rule: IAM4, finding: AmazonSQSFullAccess, reason: a demonstration}
          - {rule: group-without-mfa, reason: its members have no credentials}
    users: {U: {groups: [G]}}
"""


def test_our_warnings_warn_with_line_source_and_how_to_accept_them(app_of: Callable[..., IamApp]) -> None:
    passed, report = app_of(FULL_ACCESS).check()
    assert passed
    head, *details = report.splitlines()
    assert head.endswith(
        "iam.yaml:3:7: warning: full-service-access (AmazonSQSFullAccess sqs): everything in sqs is allowed"
    )
    assert details[:2] == ["    found by: IamChecks", "    construct: IamIdentity/Groups/G/Resource"]
    assert [line.partition(":")[0].strip() for line in details[2:5]] == ["mend", "source", "accept"]
    assert details[5:] == ["0 errors, 1 warning"]


def test_a_warning_of_our_constructs_is_accepted_in_the_file(app_of: Callable[..., IamApp]) -> None:
    """It is in neither the report nor what the CDK CLI prints."""
    app = app_of(FULL_ACCESS)
    assert "group-without-mfa" not in app.check()[1]
    metadata = Path(app.synth().directory, "IamIdentity.metadata.json").read_text()
    assert "aws:cdk:warning" not in metadata


def test_checks_of_the_file_decide_what_fails(app_of: Callable[..., IamApp]) -> None:
    passed, report = app_of(f"{FULL_ACCESS}\n    checks: {{severities: {{full-service-access: error}}}}").check()
    assert not passed
    assert "error: full-service-access" in report
    assert app_of(f"{FULL_ACCESS}\n    checks: {{off: [full-service-access]}}").check() == (True, "")


def test_quotas_of_the_file_are_those_of_the_checks(app_of: Callable[..., IamApp]) -> None:
    statement = '{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}'
    names = [f"P{number}" for number in range(21)]
    policies = "".join(f"  {name}: {{statements: [{statement}]}}\n" for name in names)
    role = f"roles:\n  R: {{trust: {{service: lambda.amazonaws.com}}, policies: [{', '.join(names)}]}}\n"
    quotas = "quotas: {managed_policies_per_role: 21}\n"
    assert app_of(f"policies:\n{policies}{role}{quotas}").check() == (True, "")


def test_what_a_construct_causes_under_a_rule_that_is_off_is_not_missed(app_of: Callable[..., IamApp]) -> None:
    trust = '{account: "111122223333", mfa_max_age: 3600}'
    role = f'own_accounts: ["111122223333"]\nroles: {{R: {{kind: break_glass, trust: {trust}}}}}\n'
    assert app_of(role).check() == (True, "")
    assert app_of(f"{role}checks: {{off: [administrator-equivalent]}}").check() == (True, "")


def test_a_warning_that_is_accepted_and_not_there_is_an_error(app_of: Callable[..., IamApp]) -> None:
    passed, report = app_of(FULL_ACCESS.replace("mfa: false", "mfa: true")).check()
    assert not passed
    assert "the acknowledgement of group-without-mfa" in report


def test_the_assembly_says_where_each_thing_is_configured(example_app: IamApp, root: Path) -> None:
    metadata = json.loads(Path(example_app.synth().directory, "IamIdentity.metadata.json").read_text())
    (entry,) = (entry for entry in metadata["/IamIdentity/Users/JohnDoe"] if entry["type"] == "iam-stacks:config")
    lines = (root / "iam.yaml").read_text().splitlines()
    file, _, line = entry["data"].rpartition(":")
    assert (file, lines[int(line) - 1].strip()) == (str(root / "iam.yaml"), "JohnDoe:")


def test_both_kinds_of_access_at_once_are_clean(app_of: Callable[..., IamApp]) -> None:
    both = "console_access: true, programmatic_access: true, console_user_with_key: it moves to a role this year"
    text = f"{{groups: {{G: {{}}}}, users: {{U: {{groups: [G], {both}}}}}}}"
    assert app_of(text).check() == (True, "")


def test_stacks_are_named_by_the_context(app_of: Callable[..., IamApp]) -> None:
    app = app_of("{groups: {G: {}}, users: {U: {groups: [G]}}}", stack_name="Team-a")
    assert app.identity.stack_name == "Team-aIdentity"


def test_stacks_are_agnostic_unless_the_context_names_account_and_region(app_of: Callable[..., IamApp]) -> None:
    text = "{groups: {G: {}}, users: {U: {groups: [G]}}}"
    assert app_of(text).identity.environment == "aws://unknown-account/unknown-region"
    app = app_of(text, account="123456789012", region="eu-central-1")
    assert app.identity.environment == "aws://123456789012/eu-central-1"


def test_findings_fit_when_the_region_is_known_too(context: dict[str, Any], root: Path) -> None:
    settings = {"config": str(root / "iam.yaml"), "account": "123456789012", "region": "eu-central-1"}
    assert build_app(context=context | settings).check() == (True, "")


def test_both_stacks_are_there_even_with_nothing_in_them(app_of: Callable[..., IamApp]) -> None:
    """A stack that is left out keeps what it had deployed: the last role could never be removed."""
    app = app_of("{}")
    assert app.check() == (True, "")
    assert [stack.stack_name for stack in app.synth().stacks] == ["IamIdentity", "IamRoles"]


WATCHED = """
    groups: {G: {}}
    users: {U: {groups: [G], programmatic_access: true}}
    roles: {Emergency: {kind: break_glass, path: /e/, trust: {account: "${AWS::AccountId}", mfa_max_age: 3600}}}
    monitoring:
      trail: {organization_id: o-a1b2c3d4e5, object_lock_days: 30}
      alarms: {emails: [team@example.com], queue: true}
      events: {}
      config: {recorder: create}
      access_analyzers: {unused_after_days: 90}
"""


@pytest.mark.parametrize("settings", [{}, {"account": "123456789012", "region": "us-east-1"}])
def test_all_of_monitoring_is_clean(app_of: Callable[..., IamApp], settings: dict[str, str]) -> None:
    app = app_of(WATCHED, **settings)
    assert app.check() == (True, "")
    assert [stack.stack_name for stack in app.synth().stacks] == ["IamIdentity", "IamMonitoring", "IamRoles"]


def test_events_that_never_come_are_refused_with_their_line(app_of: Callable[..., IamApp]) -> None:
    with pytest.raises(
        ConfigError, match=r"iam\.yaml:8:7: monitoring\.events: AWS sends the events of IAM to us-east-1"
    ):
        app_of(WATCHED, region="eu-central-1")


def test_what_monitoring_accepts_stands_at_the_part_that_causes_it(app_of: Callable[..., IamApp]) -> None:
    accepted = "acknowledge: [{rule: AwsSolutions-IAM4, reason: by hand}]"
    passed, report = app_of(f"monitoring: {{trail: {{{accepted}}}, alarms: {{queue: true}}}}").check()
    assert not passed
    assert "iam.yaml:1:14: error: acknowledgement-does-not-fit (AwsSolutions-IAM4)" in report
    assert "construct: IamMonitoring/Trail" in report


def test_there_is_no_stack_of_monitoring_that_nobody_asked_for(app_of: Callable[..., IamApp]) -> None:
    assert app_of("{groups: {G: {}}}").monitoring is None


def test_a_deny_of_all_actions_before_an_allow_is_no_finding(app_of: Callable[..., IamApp]) -> None:
    statements = """
          - {effect: Deny, actions: ["sqs:*"], resources: ["*"]}
          - {effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}
    """
    assert app_of(f"policies:\n  P:\n    statements:{statements}").check() == (True, "")


def test_an_acknowledgement_of_what_a_construct_accounts_for_is_refused(app_of: Callable[..., IamApp]) -> None:
    text = """
    groups: {G: {}}
    users: {U: {groups: [G], console_access: true, acknowledge: [{rule: SMG4, reason: by hand}]}}
    """
    passed, report = app_of(text).check()
    assert not passed
    assert "the acknowledgement of SMG4" in report
    assert "another one accepts the same finding" in report


def test_roles_are_deployed_after_the_people(example_app: IamApp) -> None:
    assert example_app.roles.dependencies == [example_app.identity]


def test_a_faulty_file_is_refused_before_anything_is_written(app_of: Callable[..., IamApp], tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        app_of("users: {U: {groups: [None]}}", outdir=str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_wrong_context_is_refused(app_of: Callable[..., IamApp]) -> None:
    with pytest.raises(InputError, match="context account"):
        app_of("users: {}", account="1")
