import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.config import ConfigError, load

EstateFile = Callable[[str], Path]


def refusals(file: Path) -> list[str]:
    with pytest.raises(ConfigError) as refusal:
        load(file)
    return [f"{fault.key}: {fault.problem}" for fault in refusal.value.faults]


def test_the_example_loads(root: Path) -> None:
    loaded = load(root / "iam.yaml")
    assert set(loaded.estate.users) == {"JohnDoe", "JaneRoe", "RichardRoe"}
    assert loaded.origin("users", "JohnDoe").startswith(str(root / "iam.yaml:"))


def test_an_estate_with_nothing_in_it_must_say_so(estate_file: EstateFile) -> None:
    """It removes all that was deployed; a file that lost its content must not."""
    assert load(estate_file("{}")).estate.users == {}
    for text in ("", "# nothing", "---", "null"):
        assert refusals(estate_file(text)) == [": this has the wrong shape"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none.yaml:1:1: cannot read the file: No such file or directory$"):
        load(tmp_path / "none.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "iam.yaml"
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ConfigError, match="cannot read the file: it is not UTF-8 text"):
        load(file)


def test_faults_come_in_the_order_of_lines(estate_file: EstateFile) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(estate_file("users:\n  B: {groups: [X]}\n  A: {groups: [Y], x: 1}\n"))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, 16), (3, 16), (3, 20)]


def test_both_kinds_of_access_can_be_given_at_once(estate_file: EstateFile) -> None:
    user = load(estate_file("users: {JohnDoe: {console_access: true, programmatic_access: true}}")).estate.users
    assert user["JohnDoe"].console_access
    assert user["JohnDoe"].programmatic_access


def test_a_conditions_value_may_be_written_as_a_boolean_a_number_or_a_list(estate_file: EstateFile) -> None:
    text = """
    policies:
      P:
        statements:
          - effect: Deny
            actions: ["s3:*"]
            resources: ["*"]
            conditions:
              Bool: {"aws:SecureTransport": false}
              NumericLessThan: {"s3:TlsVersion": 1.20, "s3:max-keys": 1000}
              StringEquals: {"aws:PrincipalTag/Team": [a, no], "aws:SourceAccount": 012345670123}
    """
    statement = load(estate_file(text)).estate.policies["P"].statements[0]
    assert statement.conditions == {
        "Bool": {"aws:SecureTransport": ("false",)},
        "NumericLessThan": {"s3:TlsVersion": ("1.20",), "s3:max-keys": ("1000",)},
        "StringEquals": {"aws:PrincipalTag/Team": ("a", "no"), "aws:SourceAccount": ("012345670123",)},
    }


def test_a_user_can_be_in_ten_groups_and_no_more(estate_file: EstateFile) -> None:
    groups = ", ".join(f"G{number}: {{}}" for number in range(11))
    text = f"{{groups: {{{groups}}}, users: {{U: {{groups: [%s]}}}}}}"
    assert load(estate_file(text % ", ".join(f"G{number}" for number in range(10))))
    assert refusals(estate_file(text % ", ".join(f"G{number}" for number in range(11)))) == [
        "users.U: a user can be in 10 groups; given 11"
    ]


def test_console_access_takes_one_of_the_ten_groups(estate_file: EstateFile) -> None:
    groups = ", ".join(f"G{number}: {{}}" for number in range(10))
    names = ", ".join(f"G{number}" for number in range(10))
    text = f"{{groups: {{{groups}}}, users: {{U: {{console_access: true, groups: [{names}]}}}}}}"
    assert refusals(estate_file(text)) == [
        "users.U: a user can be in 10 groups and console access takes one of them; given 10"
    ]


@pytest.mark.parametrize("path", ["/a*/", "/a?/", "/${AWS::Region}/"])
def test_the_path_of_a_console_user_must_not_be_a_pattern(estate_file: EstateFile, path: str) -> None:
    assert load(estate_file(f'users: {{U: {{path: "{path}"}}}}'))
    (refusal,) = refusals(estate_file(f'users: {{U: {{path: "{path}", console_access: true}}}}'))
    assert refusal == "users.U: with console access, the path stands in a policy: it cannot have *, ? or $"


def reading(count: int, sid: str = "Read") -> dict[str, Any]:
    arns = [f"arn:aws:s3:::{'b' * 60}{number:03}" for number in range(count)]
    return {"sid": sid, "effect": "Allow", "actions": ["s3:GetObject"], "resources": arns}


def test_a_statement_must_not_exceed_the_quota_of_a_policy(estate_file: EstateFile) -> None:
    assert load(estate_file(yaml.safe_dump({"policies": {"P": {"statements": [reading(75)]}}})))
    (refusal,) = refusals(estate_file(yaml.safe_dump({"policies": {"P": {"statements": [reading(80)]}}})))
    assert refusal.startswith("policies.P: statement 'Read' is too long for a policy of 6,144 characters; split it")


def test_a_policy_that_is_too_long_becomes_several(estate_file: EstateFile) -> None:
    text = yaml.safe_dump({"policies": {"P": {"statements": [reading(60, "One"), reading(60, "Two")]}}})
    documents = load(estate_file(text)).estate.policies["P"].documents()
    assert [[statement["Sid"] for statement in statements] for statements in documents] == [["One"], ["Two"]]


def test_a_boundary_must_not_exceed_the_quota_of_a_policy(estate_file: EstateFile) -> None:
    statements = [reading(60, "One"), reading(60, "Two")]
    (refusal,) = refusals(estate_file(yaml.safe_dump({"boundaries": {"B": {"statements": statements}}})))
    assert re.fullmatch(r"boundaries.B: the boundary has [0-9,]+ characters, and cannot be split", refusal)


def test_a_condition_operator_must_have_a_key(estate_file: EstateFile) -> None:
    text = 'policies: {P: {statements: [{effect: Deny, actions: ["*"], resources: ["*"], conditions: {Bool: {}}}]}}'
    assert refusals(estate_file(text)) == ["policies.P.statements[0].conditions.Bool: this must not be empty"]


@pytest.mark.parametrize("value", ["!Ref ExternalId", "!Sub 'abc'", "!foo {a: b}", "!Join [a, b]"])
def test_tags_of_cloudformation_are_refused_and_not_dropped(estate_file: EstateFile, value: str) -> None:
    (fault,) = refusals(estate_file(f"users: {{U: {{path: {value}}}}}"))
    assert fault.startswith(f"users.U.path: {value.split()[0]} and other tags are not supported")


def test_a_token_of_cdk_cannot_stand_in_a_file(estate_file: EstateFile) -> None:
    (fault,) = refusals(estate_file('users: {U: {tags: {a: "${Token[AWS.Partition.3]}"}}}'))
    assert fault == "users.U.tags.a: a token of CDK cannot stand in a file; write the value itself"


def test_two_statements_must_not_have_the_same_sid(estate_file: EstateFile) -> None:
    statement = '{sid: A, effect: Allow, actions: ["s3:GetObject"], resources: ["*"]}'
    (refusal,) = refusals(estate_file(f"policies: {{P: {{statements: [{statement}, {statement}]}}}}"))
    assert refusal == "policies.P: two statements have the sid A, which must be unique in a policy"


@pytest.mark.parametrize(
    ("resource", "accepted"),
    [
        ("*", True),
        ("arn:aws:s3:::b/*", True),
        ("arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${aws:username}", True),
        ("arn:aws:s3*", True),
        ("arn:aws:s3:::a b", True),
        ("b/*", False),
        ("arn:aws:s3", False),
        ("", False),
        ("${AWS::Partition}", False),
    ],
)
def test_a_resource_must_be_an_arn_or_everything(estate_file: EstateFile, resource: str, accepted: bool) -> None:
    statement = f'{{effect: Allow, actions: ["s3:GetObject"], resources: ["{resource}"]}}'
    file = estate_file(f"policies: {{P: {{statements: [{statement}]}}}}")
    if accepted:
        assert load(file)
    else:
        assert refusals(file) == ["policies.P.statements[0].resources[0]: this cannot be used"]


def test_an_estate_cannot_be_changed_after_loading(estate_file: EstateFile) -> None:
    estate = load(estate_file("users: {JohnDoe: {}}")).estate
    with pytest.raises(ValueError, match="frozen"):
        estate.users["JohnDoe"].console_access = True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(data=st.data())
def test_a_damaged_example_loads_or_is_refused_and_never_ends_otherwise(
    data: st.DataObject, root: Path, estate_file: EstateFile
) -> None:
    text = (root / "iam.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    damaged = text[:start] + data.draw(st.text(max_size=5)).replace("\r", "") + text[end:]
    with suppress(ConfigError):
        load(estate_file(damaged))
