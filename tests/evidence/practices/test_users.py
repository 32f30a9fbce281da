"""Users, and what they sign in with."""

from typing import Any

import pytest

from iam_stacks.policy.mfa import mfa_statements
from tests.evidence.conftest import PERHAPS, Judge

READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
MFA = {"Version": "2012-10-17", "Statement": mfa_statements(arn_prefix="arn:aws:iam::123456789012")}
GROUP = {"Type": "AWS::IAM::Group", "Properties": {"Policies": [{"PolicyName": "M", "PolicyDocument": MFA}]}}
PASSWORD = {"LoginProfile": {"Password": "{{resolve:secretsmanager:s}}"}}


def user(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::User", "Properties": properties}


def key(name: str = "U", **properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": {"Ref": name}, **properties}}


def rotated(days: Any = 60, name: str = "U") -> dict[str, Any]:
    secret = {"Ref": "Secret"}
    return {
        "Secret": {"Type": "AWS::SecretsManager::Secret"},
        "Key": {"Type": "Custom::RotatedAccessKey", "Properties": {"UserName": {"Ref": name}, "SecretArn": secret}},
        "Schedule": {
            "Type": "AWS::SecretsManager::RotationSchedule",
            "Properties": {"SecretId": secret, "RotationRules": {"AutomaticallyAfterDays": days}},
        },
    }


MEMBER = {"G": GROUP, "U": user(Groups=[{"Ref": "G"}])}


def test_users_in_a_group_that_asks_for_mfa(judged: Judge) -> None:
    found = judged(MEMBER)
    for id in ("mfa", "permissions-through-groups", "users-in-groups"):
        assert (found[id].status, found[id].by) == ("met", ("t.U",))


@pytest.mark.parametrize(
    ("id", "other", "because"),
    [
        ("mfa", user(), "t.V can act without MFA"),
        ("users-in-groups", user(), "t.V is in no group"),
        (
            "permissions-through-groups",
            user(Policies=[{"PolicyName": "P", "PolicyDocument": READ}]),
            "t.V has the policy V/P itself",
        ),
        (
            "permissions-through-groups",
            user(ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
            "t.V has the policy arn:aws:iam::aws:policy/ReadOnlyAccess itself",
        ),
        (
            "permissions-through-groups",
            user(ManagedPolicyArns=["arn:aws:iam::123456789012:policy/Elsewhere"]),
            "t.V has the policy arn:aws:iam::123456789012:policy/Elsewhere itself",
        ),
    ],
)
def test_one_user_is_enough_to_contradict(id: str, other: dict[str, Any], because: str, judged: Judge) -> None:
    found = judged({**MEMBER, "V": other})[id]
    assert (found.status, found.because) == ("not met", (because,))


def test_without_users_nothing_is_shown_of_them(judged: Judge) -> None:
    found = judged({"G": GROUP})
    shown = ("mfa", "permissions-through-groups", "users-in-groups", "console-user-without-key", "one-access-key")
    assert {found[id].status for id in shown} == {"not shown"}


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"U": user(**PASSWORD)}, "met"),
        ({"U": user(**PASSWORD), "V": user(), "K": key("V")}, "met"),
        ({"U": user(**PASSWORD), "K": key()}, "not met"),
        ({"U": user(**PASSWORD), "K": key(Status="Inactive")}, "met"),
        ({"U": user(**PASSWORD, UserName="Jane"), **rotated()}, "not met"),
        ({"U": user()}, "not shown"),
    ],
)
def test_users_with_a_password_and_a_key(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources)["console-user-without-key"].status == status


def test_a_reason_does_not_make_it_so(judged: Judge) -> None:
    """The rule lets pass who says why: to an auditor it is said nonetheless."""
    both = {**user(**PASSWORD), "Metadata": {"ConsoleUserWithKey": "moves to a role next month"}}
    found = judged({"U": both, "K": key()})["console-user-without-key"]
    assert found.because == ("t.U has an access key from the start",)


@pytest.mark.parametrize(
    ("resources", "status", "because"),
    [
        ({"K": key()}, "met", ()),
        ({"K": key(), "L": key("V"), "V": user()}, "met", ()),
        ({"K": key(), "L": key(Status="Inactive")}, "met", ()),
        ({"K": key(), "L": key()}, "not met", ("${U} has the keys t.K, t.L",)),
        (rotated(), "not shown", ("t.Key is on beside its successor until it is retired",)),
        ({"K": key(), **rotated()}, "not met", ("${U} has the keys t.K, t.Key",)),
    ],
)
def test_how_many_keys_a_user_has(
    resources: dict[str, Any], status: str, because: tuple[str, ...], judged: Judge
) -> None:
    found = judged({"U": user(), **resources})["one-access-key"]
    assert (found.status, found.because) == (status, because)


LATE = "t.Key gets older than 90 days"
NOT_KNOWN = f"it is not known before a deployment whether {LATE}"


@pytest.mark.parametrize(
    ("resources", "status", "because"),
    [
        (rotated(), "met", ()),
        (rotated("90"), "met", ()),
        (rotated(91), "not met", (LATE,)),
        ({name: each for name, each in rotated().items() if name != "Schedule"}, "not shown", (NOT_KNOWN,)),
        ({"K": key(), **rotated()}, "not met", None),
        ({"K": key()}, "not met", None),
    ],
)
def test_how_old_keys_get(
    resources: dict[str, Any], status: str, because: tuple[str, ...] | None, judged: Judge
) -> None:
    found = judged({"U": user(), **resources})["access-key-rotation"]
    assert found.status == status
    assert found.because == because if because is not None else found.because[0].startswith("t.K: nothing rotates")


def test_a_key_that_is_exempt_is_not_shown_to_be_replaced(judged: Judge) -> None:
    exempt = user(Tags=[{"Key": "iam-stacks:rotation-exempt", "Value": "true"}])
    found = judged({"V": exempt, "K": key("V"), "U": user(), **rotated()})["access-key-rotation"]
    assert (found.status, found.because) == ("not shown", ("t.K is not replaced by AccessKeyRotation",))


ANALYZER = {"Type": "AWS::AccessAnalyzer::Analyzer"}


def analyzer(age: Any = 45, type: str = "ACCOUNT_UNUSED_ACCESS", **more: Any) -> dict[str, Any]:
    unused = {"UnusedAccessAge": age, **more}
    return {
        "A": {
            **ANALYZER,
            "Properties": {"Type": type, "AnalyzerConfiguration": {"UnusedAccessConfiguration": unused}},
        }
    }


@pytest.mark.parametrize(
    ("resources", "watched"),
    [
        (analyzer(), {45, 90}),
        (analyzer(30, "ORGANIZATION_UNUSED_ACCESS"), {45, 90}),
        (analyzer(90), {90}),
        (analyzer(91), set()),
        (analyzer(45, "ACCOUNT"), set()),
        (analyzer({"Ref": "AWS::NoValue"}), set()),
        (analyzer(45, AnalysisRule={"Exclusions": []}), set()),
    ],
)
def test_an_analyzer_of_unused_access_watches(resources: dict[str, Any], watched: set[int], judged: Judge) -> None:
    found = judged(resources)
    assert {days for days in (45, 90) if found[f"credentials-unused-{days}-days"].status == "watched"} == watched


def test_an_analyzer_that_may_be_left_out_does_not_watch(judged: Judge) -> None:
    resources = analyzer()
    resources["A"]["Condition"] = "Perhaps"
    assert judged(resources, **PERHAPS)["credentials-unused-45-days"].status == "outside"


def member_of(name: str) -> dict[str, Any]:
    return {"Type": "AWS::IAM::UserToGroupAddition", "Properties": {"GroupName": name, "Users": [{"Ref": "U"}]}}


def perhaps(resource: dict[str, Any]) -> dict[str, Any]:
    return {**resource, "Condition": "Perhaps"}


ASKED = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "M", "PolicyDocument": MFA, "Groups": [{"Ref": "G"}]}}
PLAIN = {"Type": "AWS::IAM::Group", "Properties": {}}
MANAGED = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": MFA, "Groups": [{"Ref": "G"}]}}


@pytest.mark.parametrize(
    ("id", "resources"),
    [
        ("mfa", {**MEMBER, "G": PLAIN, "M": perhaps(ASKED)}),
        ("mfa", {**MEMBER, "G": PLAIN, "M": perhaps(MANAGED)}),
        ("mfa", {**MEMBER, "G": perhaps(GROUP)}),
        ("mfa", {"G": GROUP, "U": user(), "A": perhaps(member_of("G"))}),
        ("users-in-groups", {"G": GROUP, "U": user(), "A": perhaps(member_of("G"))}),
        ("access-key-rotation", {"U": user(), **rotated(), "Schedule": perhaps(rotated()["Schedule"])}),
    ],
)
def test_what_may_be_left_out_shows_nothing(id: str, resources: dict[str, Any], judged: Judge) -> None:
    found = judged(resources, **PERHAPS)[id]
    assert found.status == "not shown"
    assert "it is not known before a deployment" in found.because[0]


@pytest.mark.parametrize(
    "resource",
    [
        {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "P", "PolicyDocument": READ, "Users": ["Joe"]}},
        {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": READ, "Users": ["Joe"]}},
        {"Type": "AWS::IAM::UserPolicy", "Properties": {"PolicyName": "P", "PolicyDocument": READ, "UserName": "Joe"}},
    ],
)
def test_a_policy_of_a_user_who_is_elsewhere_contradicts(resource: dict[str, Any], judged: Judge) -> None:
    found = judged({**MEMBER, "P": resource})["permissions-through-groups"]
    assert (found.status, found.because) == ("not met", ("t.P is a policy of users: Joe",))


def test_a_key_may_be_of_whom_only_a_deployment_names(judged: Judge) -> None:
    resources = {"U": user(**PASSWORD), "K": {**key(), "Properties": {"UserName": {"Ref": "Where"}}}}
    found = judged({**resources, "L": key("V"), "V": user()}, **PERHAPS)
    assert found["console-user-without-key"].status == "not shown"
    assert found["one-access-key"].status == "not shown"


@pytest.mark.parametrize(
    "resources",
    [
        {"U": user(**PASSWORD, UserName="JohnDoe"), "K": key(UserName="johndoe"), "L": key(UserName="JOHNDOE")},
        {"U": user(**PASSWORD, UserName="JohnDoe"), **rotated(name=""), "K": key(UserName="johndoe")},
    ],
)
def test_names_that_differ_in_case_are_of_one_user(resources: dict[str, Any], judged: Judge) -> None:
    if "Key" in resources:
        resources["Key"]["Properties"]["UserName"] = "JohnDoe"
    found = judged(resources)
    assert {found[id].status for id in ("console-user-without-key", "one-access-key")} == {"not met"}


@pytest.mark.parametrize("wrong", [["x"], {"Unknown": "x"}])
def test_properties_that_are_no_text_name_nothing(wrong: Any, judged: Judge) -> None:
    resources = {"U": user(), **rotated(), "K": key(UserName=wrong)}
    resources["Schedule"]["Properties"]["SecretId"] = wrong
    assert judged(resources)["access-key-rotation"].status == "not met"
    resources["Key"]["Properties"]["SecretArn"] = wrong
    assert judged(resources)["access-key-rotation"].status == "not met"
