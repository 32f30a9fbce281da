"""How many of each kind an account has, over all stacks."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iam_stacks.checks.diagnosis import Diagnosis
from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll
from tests.checks.samples import allow

TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
DOCUMENT = {"Version": "2012-10-17", "Statement": [allow("s3:GetObject")]}
KINDS: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    "quota-users-per-account": ("User", "UserName", {}),
    "quota-groups-per-account": ("Group", "GroupName", {}),
    "quota-roles-per-account": ("Role", "RoleName", {"AssumeRolePolicyDocument": TRUST}),
    "quota-managed-policies-per-account": ("ManagedPolicy", "ManagedPolicyName", {"PolicyDocument": DOCUMENT}),
    "quota-instance-profiles-per-account": ("InstanceProfile", "InstanceProfileName", {"Roles": ["R"]}),
    "quota-server-certificates-per-account": ("ServerCertificate", "ServerCertificateName", {}),
    "quota-saml-providers-per-account": ("SAMLProvider", "Name", {}),
    "quota-oidc-providers-per-account": ("OIDCProvider", "Url", {}),
    "quota-virtual-mfa-devices-per-account": ("VirtualMFADevice", "VirtualMfaDeviceName", {}),
}
MAYBE = {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}}


def things(rule: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return resources by logical id; a name that is None is CloudFormation's to choose."""
    type, named, needed = KINDS[rule]
    return {
        logical_id: {"Type": f"AWS::IAM::{type}", "Properties": {**needed} | ({named: name} if name else {})}
        for logical_id, name in names.items()
    }


@pytest.mark.parametrize("rule", KINDS)
def test_things_count_over_all_stacks(examine_all: ExamineAll, rule: str) -> None:
    quotas = {rule.removeprefix("quota-"): 3}
    first = things(rule, {"A": "Ann", "B": {"Fn::Sub": "Ben"}})
    second = things(rule, {"C": {"Fn::Join": ["-", ["Cho", {"Ref": "AWS::Region"}]]}})
    assert examine_all({"a": first, "b": second}, rule, quotas=quotas) == []
    (found,) = examine_all({"a": first, "b": second | things(rule, {"D": None})}, rule, quotas=quotas)
    assert "the account has 4 " in found.message
    assert found.message.endswith(" of 3")
    assert found.place == ("b.json", "D", ("Properties",))
    assert found.severity == "error"
    assert found.qualified_rule == f"{rule}[account]"


def test_a_quota_holds_that_aws_grants_everybody(examine: Examine) -> None:
    rule = "quota-groups-per-account"
    names = dict.fromkeys(f"G{number:03}" for number in range(301))
    assert examine(things(rule, dict(list(names.items())[:300])), rule) == []
    (found,) = examine(things(rule, names), rule)
    assert found.message == "the account has 301 groups of 300"
    assert "to 500 at most, and give it in quotas as groups-per-account" in found.fix
    assert found.place.logical_id == "G300"
    assert examine(things(rule, names), rule, quotas={"groups-per-account": 400}) == []


def test_roles_that_services_make_and_things_that_may_not_exist_do_not_count(examine: Examine) -> None:
    rule = "quota-roles-per-account"
    linked = {"Type": "AWS::IAM::ServiceLinkedRole", "Properties": {"AWSServiceName": "ecs.amazonaws.com"}}
    maybe = {name: each | {"Condition": "C"} for name, each in things(rule, {"B": None, "D": "Dan"}).items()}
    resources = things(rule, {"A": None}) | maybe | {"L": linked}
    assert examine(resources, rule, sections=MAYBE, quotas={"roles-per-account": 1}) == []


def test_providers_that_may_not_exist_do_not_count(examine: Examine) -> None:
    rule = "quota-saml-providers-per-account"
    resources = things(rule, {"A": "Ann", "B": "Ben"}) | things("quota-groups-per-account", {"C": "Cho"})
    resources["B"]["Condition"] = "C"
    assert examine(resources, rule, sections=MAYBE, quotas={"saml-providers-per-account": 1}) == []


@pytest.mark.parametrize("named", [None, "Ann"])
def test_a_user_of_an_export_that_a_template_makes_counts_once(examine_all: ExamineAll, named: str | None) -> None:
    rule = "quota-users-per-account"
    export = {"UserDetailList": [{"Arn": "arn:aws:iam::123456789012:user/Ann"}]}
    files = {"export": export, "t": things(rule, {"A": named})}
    assert examine_all(files, rule, quotas={"users-per-account": 1}) == []


def test_an_export_counts(examine_all: ExamineAll) -> None:
    users = [{"Arn": f"arn:aws:iam::123456789012:user/{name}"} for name in ("Ann", "Ben")]
    (found,) = examine_all(
        {"export": {"UserDetailList": users}}, "quota-users-per-account", quotas={"users-per-account": 1}
    )
    assert found.place == ("", "user/Ben", ())


NAMES = st.sampled_from([None, "Ann", "Ben", "Cho", {"Fn::Sub": "Dan-${AWS::AccountId}"}])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, min_size=1, max_size=5), st.randoms(use_true_random=False), st.integers(0, 5))
def test_counts_do_not_depend_on_the_order_or_on_the_stack(
    examine_all: ExamineAll, names: list[Any], random: Any, split: int
) -> None:
    rule = "quota-users-per-account"
    listed = list(things(rule, {f"U{number}": name for number, name in enumerate(names)}).items())
    shuffled = random.sample(listed, len(listed))
    together = {"a": dict(listed)}
    apart = {"b": dict(shuffled[:split]), "c": dict(shuffled[split:])}
    quotas = {"users-per-account": 1}

    def messages(found: list[Diagnosis]) -> list[str]:
        return [each.message for each in found]

    assert messages(examine_all(together, rule, quotas=quotas)) == messages(examine_all(apart, rule, quotas=quotas))
