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


def test_both_kinds_of_access_at_once_need_a_reason(estate_file: EstateFile) -> None:
    both = "console_access: true, programmatic_access: true"
    (refusal,) = refusals(estate_file(f"users: {{JohnDoe: {{{both}}}}}"))
    assert refusal.startswith("users.JohnDoe: a console user has no access key from the start (CIS AWS Foundations")
    user = load(estate_file(f"users: {{JohnDoe: {{{both}, console_user_with_key: a migration}}}}")).estate.users
    assert user["JohnDoe"].console_access
    assert user["JohnDoe"].programmatic_access


@pytest.mark.parametrize("access", ["console_access: true", "programmatic_access: true", "path: /"])
def test_a_reason_for_both_kinds_of_access_goes_with_both(estate_file: EstateFile, access: str) -> None:
    assert refusals(estate_file(f"users: {{U: {{console_user_with_key: because, {access}}}}}")) == [
        "users.U: console_user_with_key goes with console_access and programmatic_access"
    ]


@pytest.mark.parametrize("given", ["access_key_rotation: {}", "rotation_exemption: because"])
def test_only_a_user_with_an_access_key_has_it_rotated_or_not(estate_file: EstateFile, given: str) -> None:
    key = given.partition(":")[0]
    assert refusals(estate_file(f"users: {{U: {{{given}}}}}")) == [f"users.U: {key} goes with programmatic_access"]
    assert load(estate_file(f"users: {{U: {{programmatic_access: true, {given}}}}}"))


def test_an_exempt_key_is_not_rotated(estate_file: EstateFile) -> None:
    both = "access_key_rotation: {}, rotation_exemption: because"
    (refusal,) = refusals(estate_file(f"users: {{U: {{programmatic_access: true, {both}}}}}"))
    assert refusal == "users.U: a key that is exempt from rotation is not rotated: give one of the two"


@pytest.mark.parametrize("key", ["rotation_exemption", "console_user_with_key"])
def test_a_reason_about_credentials_must_say_something(estate_file: EstateFile, key: str) -> None:
    (refusal,) = refusals(estate_file(f"users: {{U: {{{key}: ' '}}}}"))
    assert refusal.startswith(f"users.U.{key}: a reason must say why the user's credentials are not kept as usual")


@pytest.mark.parametrize(("days", "accepted"), [(0, False), (9, True), (90, True), (91, False)])
def test_a_key_rotates_within_ninety_days(estate_file: EstateFile, days: int, accepted: bool) -> None:
    text = f"users: {{U: {{programmatic_access: true, access_key_rotation: {{every_days: {days}}}}}}}"
    if accepted:
        assert load(estate_file(text))
    else:
        assert refusals(estate_file(text))[0].startswith("users.U.access_key_rotation.every_days: ")


def test_an_old_key_is_gone_before_the_next_rotation(estate_file: EstateFile) -> None:
    text = "users: {U: {programmatic_access: true, access_key_rotation: {every_days: 9, grace_hours: %d}}}"
    assert load(estate_file(text % 47))
    (refusal,) = refusals(estate_file(text % 48))
    assert refusal.startswith("users.U.access_key_rotation: with grace_hours 48 and delete_after_days 7, the old key")


def test_who_is_notified_is_named_once(estate_file: EstateFile) -> None:
    (refusal,) = refusals(estate_file("account: {notify: [a@example.com, b@example.com, a@example.com]}"))
    assert refusal.startswith("account.notify[2]: this name stands in the list already")


def test_first_login_goes_with_mfa(estate_file: EstateFile) -> None:
    assert refusals(estate_file("groups: {G: {mfa: false, first_login: strict}}")) == [
        "groups.G: first_login goes with mfa: without it nothing is denied"
    ]
    assert load(estate_file("groups: {G: {first_login: strict}, H: {mfa: false}}"))


def test_the_first_sign_in_of_a_console_user_must_be_possible(estate_file: EstateFile) -> None:
    text = "{groups: {G: {first_login: strict}, H: {}}, users: {U: {groups: [H, G], %s: true}}}"
    (refusal,) = refusals(estate_file(text % "console_access"))
    assert refusal.startswith(
        "users.U.groups[1]: the first sign-in asks U for a new password, which first_login: strict"
    )
    assert load(estate_file(text % "programmatic_access"))


def test_hard_expiry_goes_with_an_age(estate_file: EstateFile) -> None:
    text = "account: {password_policy: {hard_expiry: true, max_age_days: %s}}"
    assert load(estate_file(text % 30))
    assert refusals(estate_file(text % "null")) == [
        "account.password_policy: hard_expiry goes with max_age_days: without it no password expires"
    ]


@pytest.mark.parametrize(
    "setting",
    [
        "minimum_length: 5",
        "minimum_length: 129",
        "reuse_prevention: 0",
        "reuse_prevention: 25",
        "max_age_days: 0",
        "max_age_days: 1096",
        "on_delete: keep",
    ],
)
def test_a_password_policy_is_one_that_iam_accepts(estate_file: EstateFile, setting: str) -> None:
    (refusal,) = refusals(estate_file(f"account: {{password_policy: {{{setting}}}}}"))
    assert refusal.startswith(f"account.password_policy.{setting.partition(':')[0]}: ")


@pytest.mark.parametrize("alias", ["ab", "Example", "-example", "example-", "exa--mple", "e" * 64])
def test_an_alias_is_one_that_iam_accepts(estate_file: EstateFile, alias: str) -> None:
    (refusal,) = refusals(estate_file(f"account: {{alias: {{name: {alias}}}}}"))
    assert refusal.startswith("account.alias.name: this cannot be used")
    assert load(estate_file("account: {alias: {name: example-org-1}}"))


@pytest.mark.parametrize("address", ["team", "team@example", "a b@example.com"])
def test_who_is_notified_has_an_address(estate_file: EstateFile, address: str) -> None:
    (refusal,) = refusals(estate_file(f"account: {{notify: [{address}]}}"))
    assert refusal.startswith("account.notify[0]: this cannot be used")


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
    assert load(estate_file(f"{{account: {{password_policy: {{}}}}, {text[1:]}"))
    unable = f"{{account: {{password_policy: {{allow_users_to_change_password: false}}}}, {text[1:]}"
    assert len(refusals(estate_file(unable))) == 1


@pytest.mark.parametrize("path", ["/a*/", "/a?/", "/${AWS::Region}/"])
def test_the_path_of_a_user_must_not_be_a_pattern(estate_file: EstateFile, path: str) -> None:
    (refusal,) = refusals(estate_file(f'users: {{U: {{path: "{path}"}}}}'))
    assert refusal == "users.U: the path of a user stands in policies: it cannot have *, ? or $"


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
