"""Tags: how many, of what, and each once."""

from typing import Any

import pytest

from tests.checks.conftest import Examine

PARAMETERS = {"Parameters": {"P": {"Type": "String"}}}
P: Any = {"Ref": "P"}
TAGGED = ["User", "Role", "ManagedPolicy", "InstanceProfile", "OIDCProvider", "SAMLProvider", "ServerCertificate"]


def tagged(type: str, *tags: tuple[Any, Any]) -> dict[str, Any]:
    listed = [{"Key": key, "Value": value} for key, value in tags]
    return {"X": {"Type": f"AWS::IAM::{type}", "Properties": {"Tags": listed}}}


@pytest.mark.parametrize("type", [*TAGGED, "VirtualMFADevice"])
@pytest.mark.parametrize("last", ["K50", {"Fn::Sub": "K-${AWS::Region}"}, {"Fn::Join": ["", ["K", P]]}])
def test_fifty_tags_are_taken(examine: Examine, type: str, last: Any) -> None:
    tags = [(f"K{number}", "") for number in range(50)]
    further: list[tuple[Any, Any]] = [("aws:x", ""), (P, ""), ("K0", "")]
    assert examine(tagged(type, *tags, *further), "quota-tags-per-resource", sections=PARAMETERS) == []
    (found,) = examine(tagged(type, *tags, (last, "")), "quota-tags-per-resource", sections=PARAMETERS)
    assert found.message == "X has 51 tags of 50"
    assert found.place == ("t.json", "X", ("Properties", "Tags"))
    assert found.severity == "error"


@pytest.mark.parametrize(
    ("key", "value"),
    [("Team", ""), ("équipe 7", "a@b.example"), ("k" * 128, "v" * 256), (P, P), ("\u00a0", "_.:/=+-@"), (7, 7)],
)
def test_tags_are_taken(examine: Examine, key: Any, value: Any) -> None:
    assert examine(tagged("User", (key, value)), "tag-malformed", sections=PARAMETERS) == []


@pytest.mark.parametrize(
    ("key", "value", "part", "says"),
    [
        ("", "", "Key", "the key of the tag '' has 0 characters"),
        ("k" * 129, "", "Key", f"the key of the tag '{'k' * 60}...' has 129 characters"),
        ("a*", "", "Key", "the key of the tag 'a*' has characters that tags cannot have"),
        ({"Fn::Sub": "${P}#"}, "", "Key", "the key of the tag '${P}#' has characters that tags cannot have"),
        ("aws:x", "", "Key", "the key of the tag 'aws:x' begins with aws:, which is reserved for AWS"),
        ("k", "aws:x", "Value", "the value of the tag 'k' begins with aws:, which is reserved for AWS"),
        ("k", "v" * 257, "Value", "the value of the tag 'k' has 257 characters"),
        ("k", {"Fn::Join": ["", ["v" * 250, {"Ref": "AWS::AccountId"}]]}, "Value", "the value of the tag 'k' has 262"),
        ("k", "a,b", "Value", "the value of the tag 'k' has characters that tags cannot have"),
    ],
)
def test_tags_are_not_taken(examine: Examine, key: Any, value: Any, part: str, says: str) -> None:
    (found,) = examine(tagged("User", (key, value)), "tag-malformed", sections=PARAMETERS)
    assert found.message.startswith(says)
    assert found.place == ("t.json", "X", ("Properties", "Tags", 0, part))
    assert found.principal == "arn:aws:iam::123456789012:user/${X}"


@pytest.mark.parametrize("type", TAGGED)
@pytest.mark.parametrize("second", ["Team", {"Fn::Sub": "Team"}, {"Fn::Join": ["", ["Te", "am"]]}])
def test_a_key_is_there_once(examine: Examine, type: str, second: Any) -> None:
    (found,) = examine(tagged(type, ("Team", "a"), ("Other", "b"), (second, "a")), "tag-key-twice")
    assert found.place == ("t.json", "X", ("Properties", "Tags", 2))
    assert found.severity == "error"


@pytest.mark.parametrize("type", TAGGED)
@pytest.mark.parametrize("second", ["team", "TEAM", {"Fn::Sub": "tEAM"}])
def test_case_tells_keys_apart_but_on_users_and_roles(examine: Examine, type: str, second: Any) -> None:
    found = examine(tagged(type, ("Team", "a"), (second, "b")), "tag-key-twice")
    assert len(found) == (type in ("User", "Role"))


def test_keys_that_are_not_known_may_differ(examine: Examine) -> None:
    assert examine(tagged("User", ("Team", ""), (P, ""), ("aws", "")), "tag-key-twice", sections=PARAMETERS) == []


@pytest.mark.parametrize("tags", ["text", ["text"], {"Ref": "P"}])
def test_tags_that_are_none_are_not_judged(examine: Examine, tags: Any) -> None:
    resources = {"X": {"Type": "AWS::IAM::User", "Properties": {"Tags": tags}}}
    for rule in ("quota-tags-per-resource", "tag-malformed", "tag-key-twice"):
        assert examine(resources, rule, sections=PARAMETERS) == []


def test_tags_of_what_is_not_of_iam_are_not_judged(examine: Examine) -> None:
    tags = [{"Key": f"a*{number}", "Value": ""} for number in range(51)] * 2
    resources = {"X": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Tags": tags}}}
    for rule in ("quota-tags-per-resource", "tag-malformed", "tag-key-twice"):
        assert examine(resources, rule) == []
