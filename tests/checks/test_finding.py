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


def test_a_finding_of_cdk_itself_is_of_no_pack() -> None:
    assert finding(None).is_of_pack
    assert not Finding.parse("CloudFormation Validate", "F0001", "S").is_of_pack


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
