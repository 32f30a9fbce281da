"""Characters of policies, durations, metadata, and names for the console."""

from typing import Any

import pytest

from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed, role

PARAMETERS = {"Parameters": {"P": {"Type": "String"}}}
PEOPLE = {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}
SERVICE = PEOPLE | {"Principal": {"Service": "ec2.amazonaws.com"}}


def trusting(key: str, value: Any, operator: str = "StringEquals", effect: str = "Allow") -> dict[str, Any]:
    return role(PEOPLE | {"Effect": effect, "Condition": {operator: {key: value}}})


@pytest.mark.parametrize(
    ("key", "value", "operator"),
    [
        ("sts:ExternalId", "a", "StringEquals"),
        ("STS:externalid", ["a", "b c"], "StringLike"),
        ("sts:ExternalId", {"Fn::Join": ["", ["a" * 1213, {"Ref": "AWS::AccountId"}]]}, "StringEqualsIgnoreCase"),
        ("sts:ExternalId", {"Fn::Sub": f"{'a' * 1225}${{P}}"}, "StringEquals"),
        ("sts:RoleSessionName", f"*{'a' * 65}*", "StringLike"),
        ("sts:SourceIdentity", "a:b", "StringEquals"),
    ],
)
def test_a_session_can_never_have_some_values(examine: Examine, key: str, value: Any, operator: str) -> None:
    (found,) = examine(trusting(key, value, operator), "session-value-impossible", sections=PARAMETERS)
    assert found.severity == "error"
    assert found.place.path[-3:] == ("Condition", operator, key)
    assert found.principal == "arn:aws:iam::123456789012:role/${R}"


@pytest.mark.parametrize(
    ("key", "value", "operator"),
    [
        ("sts:ExternalId", "a:/b", "StringEquals"),
        ("sts:ExternalId", ["a", "ab"], "StringEquals"),
        ("sts:ExternalId", {"Ref": "P"}, "StringEquals"),
        ("sts:ExternalId", "a", "StringNotEquals"),
        ("sts:ExternalId", "a", "StringEqualsIfExists"),
        ("sts:RoleSessionName", "${aws:username}", "StringLike"),
        ("sts:RoleSessionName", "?", "StringLike"),
        ("sts:RoleSessionName", "a" * 64 + "*", "StringLike"),
        ("aws:PrincipalTag/x", "a", "StringEquals"),
    ],
)
def test_a_session_can_have_others(examine: Examine, key: str, value: Any, operator: str) -> None:
    assert examine(trusting(key, value, operator), "session-value-impossible", sections=PARAMETERS) == []


def test_a_denial_and_other_policies_ask_for_nothing(examine: Examine) -> None:
    denied = trusting("sts:ExternalId", "a", effect="Deny")
    condition = {"StringEquals": {"sts:ExternalId": "a"}}
    granted = managed(allow("sts:AssumeRole", Condition=condition))
    assert examine(denied | granted, "session-value-impossible") == []


@pytest.mark.parametrize("seconds", [3600, 43200, "3600", {"Ref": "P"}, "soon"])
def test_a_session_of_a_role_lasts_an_hour_to_twelve(examine: Examine, seconds: Any) -> None:
    assert examine(role(PEOPLE, MaxSessionDuration=seconds), "session-duration-out-of-range", sections=PARAMETERS) == []


@pytest.mark.parametrize("seconds", [3599, 43201, "900", {"Fn::Sub": "7"}, -1])
def test_a_session_of_a_role_lasts_no_other_time(examine: Examine, seconds: Any) -> None:
    (found,) = examine(role(PEOPLE, MaxSessionDuration=seconds), "session-duration-out-of-range")
    assert found.fix == "give 3,600 to 43,200 seconds"
    assert found.place == ("t.json", "R", ("Properties", "MaxSessionDuration"))
    assert found.principal == "arn:aws:iam::123456789012:role/${R}"


@pytest.mark.parametrize(("seconds", "count"), [(900, 0), (43200, 0), (899, 1), (43201, 1)])
def test_a_session_of_roles_anywhere_lasts_a_quarter_of_an_hour_at_the_least(
    examine: Examine, seconds: int, count: int
) -> None:
    profile = {"Type": "AWS::RolesAnywhere::Profile", "Properties": {"Name": "x", "DurationSeconds": seconds}}
    assert len(examine({"X": profile}, "session-duration-out-of-range")) == count


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/staff/", "a" * 58),
        ({"Fn::Sub": "/${AWS::AccountId}/"}, "a" * 51),
        ({"Fn::Join": ["", ["/", {"Ref": "P"}, "/"]]}, "a" * 63),
    ],
)
@pytest.mark.parametrize("trust", [PEOPLE, PEOPLE | {"Principal": "*"}])
def test_a_role_is_too_long_to_switch_to(examine: Examine, path: Any, name: str, trust: Any) -> None:
    (found,) = examine(role(trust, Path=path, RoleName=name), "role-too-long-to-switch", sections=PARAMETERS)
    assert found.message.endswith(" have 65 characters of 64")
    assert found.severity == "warning"
    short = role(trust, Path=path, RoleName=name[1:])
    assert examine(short, "role-too-long-to-switch", sections=PARAMETERS) == []


@pytest.mark.parametrize(
    "resources",
    [
        role(PEOPLE, RoleName="a" * 64),
        role(SERVICE, Path="/staff/", RoleName="a" * 64),
        role({"Effect": "Maybe"}, Path="/staff/", RoleName="a" * 64),
        role(PEOPLE, Path="/staff/", RoleName={"Ref": "P"}),
        role(PEOPLE | {"Principal": None, "NotPrincipal": {"AWS": "1"}}, Path="/staff/", RoleName="a" * 64),
    ],
)
def test_other_roles_are_not_switched_to(examine: Examine, resources: Any) -> None:
    assert examine(resources, "role-too-long-to-switch", sections=PARAMETERS) == []


def metadata(providers: int, keys: int, prefix: str = "", use: str = ' use="signing"') -> str:
    key = f"<{prefix}KeyDescriptor{use}></{prefix}KeyDescriptor>"
    provider = f'<{prefix}IDPSSODescriptor a="b">{key * keys}</{prefix}IDPSSODescriptor>'
    return (
        f"<EntitiesDescriptor>{provider * providers}<SPSSODescriptor>{key * 11}</SPSSODescriptor></EntitiesDescriptor>"
    )


def saml(document: Any) -> dict[str, Any]:
    return {"S": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"SamlMetadataDocument": document}}}


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (metadata(11, 0), "the metadata have 11 identity providers of 10"),
        (metadata(1, 11, "md:"), "the metadata have 11 keys of 10"),
        ({"Fn::Sub": metadata(6, 2, use="") + "${P}"}, "the metadata have 12 keys of 10"),
    ],
)
def test_metadata_have_ten_providers_and_keys_at_the_most(examine: Examine, document: Any, says: str) -> None:
    (found,) = examine(saml(document), "quota-saml-metadata", sections=PARAMETERS)
    assert found.message == says
    assert found.severity == "error"


@pytest.mark.parametrize(
    "document",
    [metadata(10, 1), metadata(1, 11, use=" use='encryption'"), f"<!--{metadata(11, 1)}-->", {"Ref": "P"}],
)
def test_other_metadata_are_taken(examine: Examine, document: Any) -> None:
    assert examine(saml(document), "quota-saml-metadata", sections=PARAMETERS) == []
