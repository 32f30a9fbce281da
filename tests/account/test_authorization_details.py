"""Reading the output of `aws iam get-account-authorization-details`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.authorization_details import gather_details, is_page
from iam_stacks.account.gathered import Gathered
from iam_stacks.account.load import load
from iam_stacks.policy.document import Document

IAM = "arn:aws:iam::123456789012:"
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::ä/*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}
TRUST = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}
INLINE = {"PolicyName": "P", "PolicyDocument": DOCUMENT}

Read = Callable[..., Account]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*pages: dict[str, Any], aws_managed: Any = {}.get) -> Account:
        for number, page in enumerate(pages):
            (tmp_path / f"{number}.json").write_text(json.dumps(page), encoding="utf-8")
        return load([tmp_path], aws_managed=aws_managed)

    return read


def user(**fields: Any) -> dict[str, Any]:
    return {"UserDetailList": [{"Arn": f"{IAM}user/staff/JohnDoe"} | fields]}


def managed(name: str, document: Any = DOCUMENT, account: str = "123456789012") -> dict[str, Any]:
    versions = [{"Document": TRUST, "IsDefaultVersion": False}, {"Document": document, "IsDefaultVersion": True}]
    return {"Arn": f"arn:aws:iam::{account}:policy/{name}", "PolicyVersionList": versions}


def attached(name: str, account: str = "123456789012") -> dict[str, str]:
    return {"PolicyName": name, "PolicyArn": f"arn:aws:iam::{account}:policy/{name}"}


def test_a_user_has_what_the_export_says_wherever_it_is_in_the_pages(read: Read) -> None:
    first = user(
        UserPolicyList=[INLINE],
        GroupList=["Staff"],
        AttachedManagedPolicies=[attached("M")],
        PermissionsBoundary={"PermissionsBoundaryArn": f"{IAM}policy/M"},
        Tags=[{"Key": "team", "Value": "a"}],
    )
    group = {"Arn": f"{IAM}group/Staff", "GroupPolicyList": [INLINE]}
    account = read(first, {"GroupDetailList": [group], "Policies": [managed("M")]})
    found = account.principal("user/JohnDoe")
    assert (found.name, found.path, found.logical_id) == ("JohnDoe", "/staff/", None)
    assert [policy.name for policy in found.policies] == ["user/JohnDoe/P", f"{IAM}policy/M"]
    assert [policy.document for policy in found.policies] == [Document.parse(DOCUMENT)] * 2
    assert found.groups == account.groups
    assert found.boundary is account.managed_policies[0].policy is found.policies[1]
    assert found.tags == (("team", "a"),)
    assert [policy.name for policy in account.groups[0].policies] == ["group/Staff/P"]
    assert account.unresolved == ()
    assert (account.account_id, account.account_from) == ("123456789012", "the account's export")


def test_a_role_has_a_trust_policy_and_instance_profiles(read: Read) -> None:
    profile = {"Arn": f"{IAM}instance-profile/I"}
    role = {"Arn": f"{IAM}role/R", "AssumeRolePolicyDocument": TRUST, "InstanceProfileList": [profile]}
    account = read({"RoleDetailList": [role]})
    (found,) = account.roles
    assert found.trust
    assert (found.trust.name, found.trust.document) == ("role/R/trust", Document.parse(TRUST))
    assert (account.instance_profiles[0].name, account.instance_profiles[0].roles) == ("I", (found.arn,))


@pytest.mark.parametrize("encode", [json.dumps, lambda document: quote(json.dumps(document, ensure_ascii=False))])
def test_documents_may_be_text_encoded_or_not(read: Read, encode: Callable[[Any], str]) -> None:
    account = read(user(UserPolicyList=[INLINE | {"PolicyDocument": encode(DOCUMENT)}]))
    assert account.users[0].policies[0].document == Document.parse(DOCUMENT)


@given(st.text())
def test_no_text_of_a_document_raises_anything(text: str) -> None:
    gathered = Gathered()
    gather_details([("p.json", user(UserPolicyList=[{"PolicyName": "P", "PolicyDocument": text}]))], gathered)
    assert len(gathered.identities) == 1


def test_policies_of_aws_are_of_the_export_or_of_the_package(read: Read) -> None:
    both = [attached("InExport", "aws"), attached("InPackage", "aws")]
    page = user(AttachedManagedPolicies=both) | {"Policies": [managed("InExport", account="aws")]}
    account = read(page, aws_managed={"InPackage": DOCUMENT}.get)
    assert len(account.users[0].policies) == 2
    assert account.managed_policies == ()
    assert account.unresolved == ()


def problems(account: Account) -> list[tuple[str, str, str, str]]:
    return [(each.template, each.logical_id, each.path, each.why) for each in account.unresolved]


NOT_READ = f"the policy {IAM}policy/M is not in what was read, or is malformed"


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (user(AttachedManagedPolicies=[attached("M")]), ("user/staff/JohnDoe", "AttachedManagedPolicies[0]", NOT_READ)),
        (user(GroupList=["G"]), ("user/staff/JohnDoe", "GroupList[0]", "there is no group G in what was read")),
        (user(UserPolicyList="x"), ("user/staff/JohnDoe", "UserPolicyList", "it is not a list")),
        (user(UserPolicyList=["x"]), ("user/staff/JohnDoe", "UserPolicyList[0]", "it is not an object")),
        ({"UserDetailList": [{}]}, ("", "UserDetailList[0]", "it has no Arn")),
        ({"UserDetailList": [{"Arn": "x"}]}, ("", "UserDetailList[0]", "it has no Arn")),
        (
            {"Policies": [{"Arn": f"{IAM}policy/M", "PolicyVersionList": []}]},
            ("policy/M", "PolicyVersionList", "it has no default version"),
        ),
    ],
)
def test_what_is_open_or_malformed_is_reported(read: Read, page: dict[str, Any], problem: tuple[str, str, str]) -> None:
    assert problems(read(page)) == [("0.json", *problem)]


def test_a_list_of_groups_that_is_none_is_empty(read: Read) -> None:
    assert read(user(GroupList="x")).users[0].groups == ()


@pytest.mark.parametrize(("content", "page"), [({"Policies": []}, True), ({"Policies": {}}, False), ([], False)])
def test_a_page_is_recognised_by_its_lists(content: Any, page: bool) -> None:
    assert is_page(content) is page
