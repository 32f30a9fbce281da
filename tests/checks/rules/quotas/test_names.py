"""Names that are taken, or differ in case only."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks.conftest import Examine
from tests.checks.rules.quotas.conftest import ExamineAll
from tests.checks.samples import allow

TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
DOCUMENT = {"Version": "2012-10-17", "Statement": [allow("s3:GetObject")]}
KINDS: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    "user": ("User", "UserName", {}),
    "group": ("Group", "GroupName", {}),
    "role": ("Role", "RoleName", {"AssumeRolePolicyDocument": TRUST}),
    "managed policy": ("ManagedPolicy", "ManagedPolicyName", {"PolicyDocument": DOCUMENT}),
    "instance profile": ("InstanceProfile", "InstanceProfileName", {"Roles": ["R"]}),
    "server certificate": ("ServerCertificate", "ServerCertificateName", {}),
    "SAML provider": ("SAMLProvider", "Name", {}),
    "OIDC provider": ("OIDCProvider", "Url", {}),
    "virtual MFA device": ("VirtualMFADevice", "VirtualMfaDeviceName", {}),
}
ALIKE = list(KINDS)[:5]
EITHER = {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}}


def thing(kind: str, name: Any, **more: Any) -> dict[str, Any]:
    type, named, needed = KINDS[kind]
    return {"Type": f"AWS::IAM::{type}", "Properties": {**needed, named: name, **more}}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Deploy", {"Fn::Sub": "Deploy"}, {"Fn::Join": ["", ["De", "ploy"]]}])
def test_a_name_is_taken_over_all_stacks(examine_all: ExamineAll, kind: str, name: Any) -> None:
    (found,) = examine_all({"a": {"A": thing(kind, "Deploy")}, "b": {"B": thing(kind, name)}}, "name-taken-twice")
    assert found.message == f"A in a.json is a {kind} with the name Deploy too"
    assert found.place == ("b.json", "B", ("Properties",))
    assert found.severity == "error"
    assert (found.principal is not None) == (kind in ("user", "role"))


@pytest.mark.parametrize("kind", KINDS)
def test_other_names_are_free(examine: Examine, kind: str) -> None:
    others = {f"X{number}": thing(other, "Deploy") for number, other in enumerate(KINDS)}
    assert examine(others | {"A": thing(kind, "Other"), "B": thing(kind, {"Ref": "P"})}, "name-taken-twice") == []


def test_a_path_does_not_tell_things_apart(examine: Examine) -> None:
    resources = {"A": thing("user", "Ann", Path="/a/"), "B": thing("user", "Ann", Path="/b/")}
    assert len(examine(resources, "name-taken-twice")) == 1


def test_the_path_of_a_virtual_mfa_device_does(examine: Examine) -> None:
    kind = "virtual MFA device"
    resources = {"A": thing(kind, "Ann", Path="/a/"), "B": thing(kind, "Ann", Path="/b/")}
    assert examine(resources, "name-taken-twice") == []


@pytest.mark.parametrize("rule", ["name-taken-twice", "names-differ-in-case-only"])
def test_names_are_not_judged_that_are_not_known_or_of_things_that_may_not_exist(examine: Examine, rule: str) -> None:
    maybe = thing("user", "Ann") | {"Condition": "C"}
    provider = {"Type": "AWS::IAM::OIDCProvider", "Properties": {}}
    resources = {
        **{"A": maybe, "B": maybe, "C": thing("user", "ANN"), "O": provider, "Q": provider},
        **{"D": thing("role", {"Ref": "P"}), "E": thing("role", {"Ref": "P"})},
        **{"F": thing("role", {"Fn::Sub": "a-${P}"}), "G": thing("role", {"Fn::Sub": "A-${P}"})},
    }
    assert examine(resources, rule, sections=EITHER) == []


def test_what_an_export_has_may_be_what_a_template_makes(examine_all: ExamineAll) -> None:
    arn = "arn:aws:iam::123456789012:policy/Deploy"
    versions = [{"Document": DOCUMENT, "IsDefaultVersion": True}]
    export = {"UserDetailList": [], "Policies": [{"Arn": arn, "PolicyVersionList": versions}]}
    files = {"export": export, "t": {"A": thing("managed policy", "Deploy")}}
    for rule in ("name-taken-twice", "names-differ-in-case-only"):
        assert examine_all(files, rule) == []
    (found,) = examine_all(files | {"t": {"A": thing("managed policy", "DEPLOY")}}, "names-differ-in-case-only")
    message = "the names of the managed policy DEPLOY and of Deploy, which the account has, differ in case only"
    assert found.message == message
    assert found.place.template == "t.json"


@pytest.mark.parametrize("kind", ALIKE)
@pytest.mark.parametrize("name", ["DEPLOY", {"Fn::Sub": "deploy"}, {"Fn::Join": ["", ["De", "PLOY"]]}])
def test_names_that_differ_in_case_only_are_the_same_to_iam(examine_all: ExamineAll, kind: str, name: Any) -> None:
    files = {"b": {"B": thing(kind, name)}, "a": {"A": thing(kind, "Deploy")}}
    (found,) = examine_all(files, "names-differ-in-case-only")
    assert "of Deploy, A in a.json, differ in case only" in found.message
    assert found.place == ("b.json", "B", ("Properties",))
    assert found.severity == "error"
    assert examine_all(files, "name-taken-twice") == []


def test_each_further_spelling_is_said_once(examine: Examine) -> None:
    names = {"A": "ann", "B": "ann", "C": "Ann", "D": "Ann", "E": "ANN"}
    found = examine({id: thing("user", name) for id, name in names.items()}, "names-differ-in-case-only")
    assert [each.place.logical_id for each in found] == ["C", "E"]


@pytest.mark.parametrize("kind", list(KINDS)[5:])
def test_names_of_other_kinds_may_differ_in_case_only(examine: Examine, kind: str) -> None:
    resources = {"A": thing(kind, "Deploy"), "B": thing(kind, "DEPLOY")}
    assert examine(resources, "names-differ-in-case-only") == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["ann", "Ann", "ANN", "Ben"]), min_size=2, max_size=5), st.integers(0, 5))
def test_what_is_said_does_not_depend_on_the_order_or_on_the_stack(
    examine_all: ExamineAll, names: list[str], split: int
) -> None:
    listed = [(f"U{number}", thing("user", name)) for number, name in enumerate(names)]
    apart = {"a": dict(listed[:split]), "b": dict(listed[split:])}
    for rule in ("name-taken-twice", "names-differ-in-case-only"):
        together = examine_all({"c": dict(reversed(listed))}, rule)
        assert [each.qualified_rule for each in examine_all(apart, rule)] == [each.qualified_rule for each in together]
