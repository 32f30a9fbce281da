import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.checks.finding import Finding

MANAGED = "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
BUCKET = "Resource::arn:<AWS::Partition>:s3:::example-data/*"
LOGS = "Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:a:*"


def finding(subject: str | None) -> Finding:
    return Finding(pack="AwsSolutions", rule="AwsSolutions-IAM5", subject=subject, path="S/P/Resource")


def test_a_name_with_brackets_is_a_rule_and_a_subject() -> None:
    parsed = Finding.parse("AwsSolutions", "AwsSolutions-IAM5[Resource::<X.Arn>/a[b]c]", "S/P")
    assert (parsed.rule, parsed.subject) == ("AwsSolutions-IAM5", "Resource::<X.Arn>/a[b]c")


def test_a_name_without_brackets_is_a_rule() -> None:
    assert Finding.parse("AwsSolutions", "AwsSolutions-SMG4", "S/P").subject is None


def test_the_qualified_id_is_the_plugin_and_the_name_as_it_was_given() -> None:
    for name in ("AwsSolutions-SMG4", f"AwsSolutions-IAM5[{BUCKET}]"):
        assert Finding.parse("AwsSolutions", name, "S/P").qualified_id == f"AwsSolutions::{name}"


def test_a_rule_has_a_name_with_its_pack_and_one_without() -> None:
    assert finding(None).rule_names == ("AwsSolutions-IAM5", "IAM5")


def test_what_packs_of_cdk_nag_and_ours_find_can_be_accepted_and_what_cdk_finds_cannot() -> None:
    ours = Finding.parse("IamChecks", "full-service-access[P.All s3]", "S")
    warning = Finding.parse("Construct Annotations", "Annotation::iam-stacks:group-without-mfa", "S")
    cdks = Finding.parse("Construct Annotations", "Annotation::@aws-cdk/core:something", "S")
    validation = Finding.parse("CloudFormation Validate", "F0001", "S")
    assert [each.can_be_accepted for each in (finding(None), ours, warning, cdks, validation)] == [
        *(True, True, True),
        *(False, False),
    ]
    assert [each.is_of_nag for each in (finding(None), ours, warning)] == [True, False, False]


def test_a_warning_of_ours_has_a_name_without_prefix_and_the_id_that_cdk_knows() -> None:
    id = "Annotation::iam-stacks:group-without-mfa"
    warning = Finding.parse("Construct Annotations", id, "S")
    assert warning.rule_names == ("iam-stacks:group-without-mfa", "group-without-mfa")
    assert warning.qualified_id == id


OURS = Finding(pack="IamChecks", rule="full-service-access", subject="P.5d9f5100 s3", path="S")


@pytest.mark.parametrize("written", ["P.5d9f5100 s3", "P.5d9f5100-s3", "P s3", "P-s3", "P"])
def test_a_finding_of_ours_is_about_what_the_user_wrote(written: str) -> None:
    assert OURS.is_about(written)


@pytest.mark.parametrize("written", ["P.5d9f5100", "s3", "P.", "", None])
def test_a_finding_of_ours_is_not_about_less(written: str | None) -> None:
    assert not OURS.is_about(written)


def test_references_of_our_findings_are_written_as_they_are_shown_or_as_cdk_nag_has_them() -> None:
    ours = Finding(pack="IamChecks", rule="r", subject="trust.${Role.Arn}", path="S")
    assert ours.is_about("trust.${Role.Arn}")
    assert ours.is_about("trust.<Role.Arn>")


@pytest.mark.parametrize(
    ("subject", "written"),
    [
        (MANAGED, "service-role/AWSLambdaBasicExecutionRole"),
        (MANAGED, "iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
        (MANAGED, MANAGED),
        (BUCKET, "s3:::example-data/*"),
        (BUCKET, "arn:${AWS::Partition}:s3:::example-data/*"),
        (BUCKET, "Resource::arn:<AWS::Partition>:s3:::example-data/*"),
        ("Resource::arn:aws-cn:s3:::b/*", "s3:::b/*"),
        (LOGS, "logs:${AWS::Region}:${AWS::AccountId}:log-group:a:*"),
        ("Action::s3:*", "s3:*"),
        ("Resource::*", "*"),
        (None, None),
    ],
)
def test_a_finding_is_about_what_the_user_wrote(subject: str | None, written: str | None) -> None:
    assert finding(subject).is_about(written)


@pytest.mark.parametrize(
    ("subject", "written"),
    [
        (MANAGED, "AWSLambdaBasicExecutionRole"),
        (MANAGED, None),
        (BUCKET, "example-data/*"),
        (BUCKET, "s3:::*"),
        (BUCKET, ""),
        ("Resource::*", "Action::*"),
        (None, "anything"),
    ],
)
def test_a_finding_is_not_about_less_or_more_than_what_the_user_wrote(subject: str | None, written: str | None) -> None:
    assert not finding(subject).is_about(written)


def test_the_short_subject_is_one_that_a_user_may_write() -> None:
    for subject in (MANAGED, BUCKET, LOGS, "Action::s3:*"):
        assert finding(subject).is_about(finding(subject).short_subject)
    assert finding(MANAGED).short_subject == "service-role/AWSLambdaBasicExecutionRole"
    assert finding(None).short_subject == ""


def test_the_shortest_spelling_comes_first_and_every_one_means_the_finding() -> None:
    spellings = finding(MANAGED).spellings
    assert spellings[0] == "service-role/AWSLambdaBasicExecutionRole"
    assert spellings[-1] == MANAGED
    assert all(finding(MANAGED).is_about(spelling) for spelling in spellings)


def test_a_finding_is_in_every_construct_that_contains_it() -> None:
    assert finding(None).paths == ("S/P/Resource", "S/P", "S")


def test_a_rule_that_threw_judged_nothing() -> None:
    description = "Rule threw an error during validation. This is generally caused by a parameter"
    assert Finding.parse("AwsSolutions", "AwsSolutions-IAM5", "S/P", description).unjudged
    assert not Finding.parse("AwsSolutions", "AwsSolutions-IAM5", "S/P", "The policy is wide").unjudged


NAMES = st.text(st.characters(exclude_characters="["), min_size=1)


@given(NAMES, st.none() | st.text())
def test_parsing_undoes_writing(rule: str, subject: str | None) -> None:
    name = rule if subject is None else f"{rule}[{subject}]"
    parsed = Finding.parse("Pack", name, "S")
    assert (parsed.rule, parsed.subject) == (rule, subject)


@given(st.text())
def test_any_name_is_read(name: str) -> None:
    assert Finding.parse("Pack", name, "S").qualified_id == f"Pack::{name}"
