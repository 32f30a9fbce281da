"""Text in properties, at the edges of what IAM takes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks.conftest import Examine

PARAMETERS = {"Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}}}
METADATA = "<EntityDescriptor>" + "x" * 1000
P: Any = {"Ref": "P"}
Case = tuple[str, str, str, list[Any], list[Any]]
CASES: list[Case] = [
    (
        *("name-malformed", "User", "UserName"),
        ["JohnDoe", "a" * 64, P, {"Fn::Sub": "${P}${Q}"}, {"Fn::Sub": "app-${P}"}, {"Fn::Sub": "a" * 64 + "${P}"}, 7],
        ["John Doe", "a" * 65, {"Fn::Sub": "${P} x"}, {"Fn::Join": ["", ["a" * 60, {"Ref": "AWS::AccountId"}]]}, ""],
    ),
    ("name-malformed", "Group", "GroupName", ["a" * 128], ["a" * 129, "a/b", {"Fn::Sub": "a:${AWS::Region}"}]),
    ("name-malformed", "Role", "RoleName", ["a" * 64, P], ["a" * 65, "é", {"Fn::Sub": "${AWS::Region}*${P}"}]),
    ("name-malformed", "InstanceProfile", "InstanceProfileName", ["a" * 128], ["a" * 129]),
    ("name-malformed", "ManagedPolicy", "ManagedPolicyName", ["a" * 128], ["a" * 129]),
    ("name-malformed", "UserPolicy", "PolicyName", ["a" * 128], ["a" * 129, "a b"]),
    ("name-malformed", "ServerCertificate", "ServerCertificateName", ["a"], ["a b"]),
    ("name-malformed", "SAMLProvider", "Name", ["a._-"], ["a+b", "a" * 129]),
    ("name-malformed", "VirtualMFADevice", "VirtualMfaDeviceName", ["a" * 226], ["a" * 227, "a b"]),
    (
        *("path-malformed", "User", "Path"),
        ["/", "/a/", P, {"Fn::Sub": "/${P}"}, {"Fn::Sub": "${P}a/"}],
        ["a", "/a", "a/", "/a b/", f"/{'a' * 511}/", {"Fn::Sub": f"/${{P}}/{'a' * 511}/"}],
    ),
    ("path-malformed", "ManagedPolicy", "Path", ["/a/b/", "//"[:1]], ["//", "/a*/", "/a"]),
    (
        *("description-malformed", "Role", "Description"),
        ["", "a\nb é", "x" * 1000, {"Fn::Sub": "of ${AWS::StackName}"}, [P]],
        ["x" * 1001, "it\u2019s", {"Fn::Sub": "${P}\u2019"}],
    ),
    ("description-malformed", "ManagedPolicy", "Description", ["\u2019", "x" * 1000], ["x" * 1001]),
    (
        *("oidc-url-malformed", "OIDCProvider", "Url"),
        ["https://a.example", "https://a.example/", "HTTPS://a.example/b", P, {"Fn::Sub": "${P}/x"}],
        ["http://a.example", "a.example", "https://a.example?b=c", "https://" + "a" * 248],
    ),
    (
        *("oidc-client-id-malformed", "OIDCProvider", "ClientIdList"),
        [["sts.amazonaws.com"], ["a" * 255], [P]],
        [["a" * 256], [""], [{"Fn::Join": ["", ["a" * 256, P]]}]],
    ),
    (
        *("oidc-thumbprint-malformed", "OIDCProvider", "ThumbprintList"),
        [["a" * 40], ["A" * 40], [P]],
        [["a" * 39], ["g" * 40], ["aa:" * 13 + "a"], [{"Fn::Sub": f"${{P}}{'a' * 41}"}]],
    ),
    (
        *("saml-metadata-length", "SAMLProvider", "SamlMetadataDocument"),
        [METADATA, P, {"Fn::Sub": "<x>${P}</x>"}],
        ["<x/>", METADATA * 10000, {"Fn::Join": ["", [METADATA * 10000, P]]}],
    ),
    (
        *("password-malformed", "User", "LoginProfile"),
        [{"Password": "Hunter2!"}, {"Password": "x" * 128}, {"Password": P}, {"Password": "{{resolve:ssm:x}}"}, "text"],
        [{"Password": "Hunter2!" * 17}, {"Password": "Hunter2!€"}, {"Password": {"Fn::Sub": "Hunter2!\u2019${P}"}}],
    ),
]


def thing(type: str, property: str, value: Any) -> dict[str, Any]:
    return {"X": {"Type": f"AWS::IAM::{type}", "Properties": {property: value}}}


@pytest.mark.parametrize(("rule", "type", "property", "accepted", "refused"), CASES)
def test_edges(examine: Examine, rule: str, type: str, property: str, accepted: list[Any], refused: list[Any]) -> None:
    for value in accepted:
        assert examine(thing(type, property, value), rule, sections=PARAMETERS) == []
    for value in refused:
        (found,) = examine(thing(type, property, value), rule, sections=PARAMETERS)
        assert found.severity == "error"
        assert found.place.path[:2] == ("Properties", property)
        assert found.fix.startswith("give ")
        assert (found.principal is not None) == (type in ("User", "Role"))


@pytest.mark.parametrize("value", CASES[-1][4])
def test_a_password_is_never_shown(examine: Examine, value: Any) -> None:
    (found,) = examine(thing("User", "LoginProfile", value), "password-malformed", sections=PARAMETERS)
    assert "Hunter" not in repr(found)


def test_a_message_says_what_was_given(examine: Examine) -> None:
    (found,) = examine(thing("User", "UserName", {"Fn::Sub": "${P} x"}), "name-malformed", sections=PARAMETERS)
    assert found.message == "UserName '${P} x' is not allowed"
    (found,) = examine(thing("Role", "Description", "x" * 1001), "description-malformed")
    assert found.message == "Description of 1,001 characters is not allowed"
    (found,) = examine(thing("User", "LoginProfile", {"Password": "€"}), "password-malformed")
    assert found.message == "LoginProfile.Password with its characters is not allowed"
    (found,) = examine(thing("Group", "GroupName", "a" * 129), "name-malformed")
    assert found.message == f"GroupName '{'a' * 60}...' is not allowed"
    assert found.qualified_rule == "name-malformed[X]"
    (found,) = examine(thing("Group", "GroupName", "/" * 60), "name-malformed")
    assert found.message == f"GroupName '{'/' * 60}' is not allowed"
    (found,) = examine(thing("User", "LoginProfile", {"Password": "\u20ac" * 128}), "password-malformed")
    assert found.message == "LoginProfile.Password with its characters is not allowed"


@pytest.mark.parametrize("name", ["a b", "a/b", {"Fn::Sub": "${P} b"}, "a" * 129])
def test_names_of_inline_policies_are_judged(examine: Examine, name: Any) -> None:
    document = {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
    fine, wrong = ({"PolicyName": each, "PolicyDocument": document} for each in ("Fine", name))
    (found,) = examine(thing("User", "Policies", [fine, wrong]), "name-malformed", sections=PARAMETERS)
    assert found.place == ("t.json", "X", ("Properties", "Policies", 1, "PolicyName"))


def test_items_of_a_list_are_told_apart(examine: Examine) -> None:
    found = examine(thing("OIDCProvider", "ThumbprintList", ["a", "b", True]), "oidc-thumbprint-malformed")
    assert [each.qualified_rule for each in found] == [
        "oidc-thumbprint-malformed[X 'a']",
        "oidc-thumbprint-malformed[X 'b']",
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab+ /é"), min_size=1, max_size=70))
def test_a_name_that_is_wrong_stays_so_with_a_symbol_behind_it(examine: Examine, name: str) -> None:
    (alone, joined) = (
        examine(thing("User", "UserName", value), "name-malformed", sections=PARAMETERS)
        for value in (name, {"Fn::Join": ["", [name, P]]})
    )
    assert len(alone) == len(joined)
