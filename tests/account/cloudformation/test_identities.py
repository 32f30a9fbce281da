"""Users, groups, roles and their policies, out of IAM's resource types."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.cloudformation.identities import IDENTITY_READERS
from iam_stacks.policy.document import Document
from iam_stacks.policy.symbol import show_symbols

Read = Callable[..., Account]

IAM = "arn:aws:iam::123456789012:"
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": STATEMENT}
TRUST = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}
INLINE = {"PolicyName": "P", "PolicyDocument": DOCUMENT}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::IAM::{kind}", "Properties": properties}


ROLE = resource("Role", AssumeRolePolicyDocument=TRUST)


def names(policies: Any) -> list[str]:
    return [show_symbols(policy.name) for policy in policies]


def problems(account: Account) -> list[tuple[str, str, str]]:
    return [(each.logical_id, each.path, each.why) for each in account.unresolved]


def test_a_user_has_what_its_properties_say(account_of: Read) -> None:
    tags = [{"Key": "team", "Value": {"Ref": "AWS::Region"}}]
    resources = {
        "U": resource("User", UserName="J", Path="/p/", Policies=[INLINE], Groups=[{"Ref": "G"}, "Named"], Tags=tags),
        "G": resource("Group", Policies=[INLINE]),
        "H": resource("Group", GroupName="Named"),
    }
    account = account_of(resources)
    user = account.principal("U")
    assert (user.arn, user.name, user.path, user.logical_id) == (f"{IAM}user/p/J", "J", "/p/", "U")
    assert (user.template, user.stack) == ("t.json", "t")
    assert [show_symbols(group.name) for group in user.groups] == ["${G}", "Named"]
    assert user.tags == (("team", "eu-central-1"),)
    assert names(user.policies) == ["U/P"]
    assert names(user.all_policies) == ["U/P", "G/P"]
    assert user.policies[0].document == Document.parse(DOCUMENT)
    assert account.unresolved == ()


def test_a_role_has_a_trust_policy(account_of: Read) -> None:
    role = account_of({"R": ROLE}).roles[0]
    assert role.trust is not None
    assert (role.trust.name, role.trust.document) == ("R/trust", Document.parse(TRUST))


@pytest.mark.parametrize(
    "holders",
    [
        {"Users": [{"Ref": "U"}], "Groups": [{"Ref": "G"}], "Roles": [{"Ref": "R"}]},
        {"Users": ["JohnDoe"], "Groups": ["Staff"], "Roles": ["Deploy"]},
    ],
)
def test_a_policy_is_given_to_all_that_it_names(account_of: Read, holders: dict[str, Any]) -> None:
    account = account_of(
        {
            "U": resource("User", UserName="JohnDoe"),
            "G": resource("Group", GroupName="Staff"),
            "R": resource("Role", RoleName="Deploy", AssumeRolePolicyDocument=TRUST),
            "P": resource("Policy", **INLINE, **holders),
        }
    )
    (policy,) = account.users[0].policies
    assert policy.name == "P/P"
    assert account.groups[0].policies == account.roles[0].policies == (policy,)


@pytest.mark.parametrize(
    ("kind", "property_name", "holder"),
    [
        ("UserPolicy", "UserName", resource("User")),
        ("GroupPolicy", "GroupName", resource("Group")),
        ("RolePolicy", "RoleName", ROLE),
    ],
)
def test_an_inline_policy_of_its_own_is_given_to_whom_it_names(
    account_of: Read, kind: str, property_name: str, holder: dict[str, Any]
) -> None:
    account = account_of({"H": holder, "P": resource(kind, **INLINE, **{property_name: {"Ref": "H"}})})
    (found,) = account.users + account.groups + account.roles
    assert names(found.policies) == ["P/P"]


def test_a_managed_policy_is_attached_from_both_sides_once(account_of: Read) -> None:
    account = account_of(
        {
            "U": resource("User", ManagedPolicyArns=[{"Ref": "M"}]),
            "G": resource("Group", ManagedPolicyArns=[f"{IAM}policy/p/Named"]),
            "M": resource("ManagedPolicy", PolicyDocument=DOCUMENT, Users=[{"Ref": "U"}]),
            "N": resource("ManagedPolicy", ManagedPolicyName="Named", Path="/p/", PolicyDocument=DOCUMENT),
        }
    )
    assert names(account.users[0].policies) == [f"{IAM}policy/${{M}}"]
    assert names(account.groups[0].policies) == [f"{IAM}policy/p/Named"]
    assert [policy.path for policy in account.managed_policies] == ["/p/", "/"]
    assert account.find("policy/Named") is account.managed_policies[0]
    assert account.managed_policies[1].policy is account.users[0].policies[0]


def test_policies_and_groups_that_were_not_read_are_named_too(account_of: Read) -> None:
    arns = [f"{IAM}policy/Other", {"Ref": "M"}, f"{IAM}policy/Other"]
    account = account_of(
        {
            "U": resource("User", UserName="Jane", ManagedPolicyArns=arns, Groups=["Other", {"Ref": "G"}]),
            "G": resource("Group", ManagedPolicyArns=arns),
            "R": resource("Role", AssumeRolePolicyDocument=TRUST, ManagedPolicyArns=arns),
            "M": resource("ManagedPolicy", PolicyDocument=DOCUMENT, Users=["Jane"]),
        }
    )
    for identity in account.users + account.groups + account.roles:
        assert list(map(show_symbols, identity.attached)) == [f"{IAM}policy/Other", f"{IAM}policy/${{M}}"]
    assert list(map(show_symbols, account.users[0].group_names)) == ["Other", "${G}"]


def test_a_policy_of_aws_is_looked_up_by_name_and_path(account_of: Read) -> None:
    arn = "arn:aws:iam::aws:policy/service-role/Example"
    asked: list[str] = []

    def aws_managed(name: str) -> dict[str, Any]:
        asked.append(name)
        return DOCUMENT

    twice = {"R": resource("Role", AssumeRolePolicyDocument=TRUST, ManagedPolicyArns=[arn])}
    account = account_of(twice | {"S": twice["R"]}, aws_managed=aws_managed)
    assert asked == ["service-role/Example"]
    assert names(account.roles[0].policies) == [arn]
    assert account.roles[0].policies[0] is account.roles[1].policies[0]


def test_policies_of_aws_come_with_the_package(account_of: Read) -> None:
    arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
    account = account_of({"U": resource("User", ManagedPolicyArns=[arn])})
    assert names(account.users[0].policies) == [arn]
    assert account.unresolved == ()


@pytest.mark.parametrize("arn", [f"{IAM}policy/Other", "arn:aws:iam::aws:policy/NoSuchPolicy"])
def test_a_policy_that_was_not_read_is_reported(account_of: Read, arn: str) -> None:
    account = account_of({"U": resource("User", ManagedPolicyArns=[arn])})
    why = f"the policy {arn} is not in what was read, or is malformed"
    assert account.users[0].policies == ()
    assert problems(account) == [("U", "Properties.ManagedPolicyArns[0]", why)]


def test_a_boundary_is_the_policy_of_its_arn(account_of: Read) -> None:
    resources = {
        "U": resource("User", PermissionsBoundary={"Ref": "M"}),
        "R": resource("Role", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=f"{IAM}policy/Other"),
        "M": resource("ManagedPolicy", PolicyDocument=DOCUMENT),
    }
    account = account_of(resources)
    assert account.users[0].boundary is account.managed_policies[0].policy
    assert account.roles[0].boundary is None
    assert [(each.logical_id, each.path) for each in account.unresolved] == [("R", "Properties.PermissionsBoundary")]


def test_users_are_added_to_groups(account_of: Read) -> None:
    resources = {
        "A": resource("UserToGroupAddition", GroupName={"Ref": "G"}, Users=[{"Ref": "U"}]),
        "G": resource("Group"),
        "U": resource("User", Groups=[{"Ref": "G"}]),
    }
    account = account_of(resources)
    assert account.users[0].groups == account.groups


def test_an_instance_profile_has_its_roles(account_of: Read) -> None:
    account = account_of({"I": resource("InstanceProfile", Roles=[{"Ref": "R"}]), "R": ROLE})
    (profile,) = account.instance_profiles
    assert show_symbols(profile.arn) == f"{IAM}instance-profile/${{I}}"
    assert profile.roles == (account.roles[0].arn,)


def test_a_service_linked_role_trusts_its_service_and_its_policies_are_open(account_of: Read) -> None:
    account = account_of({"R": resource("ServiceLinkedRole", AWSServiceName="x.amazonaws.com")})
    (role,) = account.roles
    assert show_symbols(role.arn) == f"{IAM}role/aws-service-role/x.amazonaws.com/${{R}}"
    assert role.path == "/aws-service-role/x.amazonaws.com/"
    assert role.trust
    assert role.trust.document.statements[0].principals.entries == (("Service", ("x.amazonaws.com",)),)
    assert problems(account) == [
        ("R", "Properties", "the policies that the service gives its role are not in the template")
    ]


@pytest.mark.parametrize("kind", ["AccessKey", "OIDCProvider", "SAMLProvider", "ServerCertificate", "VirtualMFADevice"])
def test_what_gives_no_permission_leaves_nothing_open(account_of: Read, kind: str) -> None:
    account = account_of({"It": resource(kind, UserName="nobody")})
    assert account.unresolved == ()
    assert not account.users + account.groups + account.roles


def test_all_sixteen_types_of_iam_are_read() -> None:
    assert len([kind for kind in IDENTITY_READERS if kind.startswith("AWS::IAM::")]) == 16


MALFORMED = {"Statement": {"Effect": "Allow", "Action": "x"}}
WHY = '"x" is no action; give service:Action, with * or ? as wildcards, or *'


@pytest.mark.parametrize(
    ("found", "path"),
    [
        (resource("User", Policies=[{"PolicyName": "P", "PolicyDocument": MALFORMED}]), "Policies[0].PolicyDocument"),
        (resource("Role", AssumeRolePolicyDocument=MALFORMED), "AssumeRolePolicyDocument"),
        (resource("UserPolicy", PolicyName="P", PolicyDocument=MALFORMED, UserName="U"), "PolicyDocument"),
        (resource("ManagedPolicy", PolicyDocument=MALFORMED), "PolicyDocument"),
    ],
)
def test_a_malformed_policy_is_reported(account_of: Read, found: dict[str, Any], path: str) -> None:
    assert problems(account_of({"It": found})) == [("It", f"Properties.{path}.Statement.Action", WHY)]


def test_what_a_malformed_managed_policy_is_attached_to_is_reported(account_of: Read) -> None:
    account = account_of(
        {"M": resource("ManagedPolicy", PolicyDocument=MALFORMED, Users=["U"]), "U": resource("User", UserName="U")}
    )
    assert account.users[0].policies == ()
    assert account.managed_policies[0].policy is None
    assert [each.path for each in account.unresolved] == ["Properties", "Properties.PolicyDocument.Statement.Action"]


@pytest.mark.parametrize(("property_name", "who"), [("Users", "user"), ("Groups", "group"), ("Roles", "role")])
def test_a_policy_for_somebody_who_was_not_read_is_reported(account_of: Read, property_name: str, who: str) -> None:
    account = account_of({"P": resource("Policy", **INLINE, **{property_name: ["Nobody"]})})
    why = f"there is no {who} Nobody in what was read"
    assert problems(account) == [("P", f"Properties.{property_name}[0]", why)]


@pytest.mark.parametrize(
    ("properties", "path", "why"),
    [
        ({"Policies": "x"}, "Policies", '"x" is not a list'),
        ({"Policies": ["x"]}, "Policies[0]", '"x" is not an object'),
        ({"Groups": [{}]}, "Groups[0]", "{} is not text"),
        ({"PermissionsBoundary": {}}, "PermissionsBoundary", "{} is not text"),
        ({"Tags": {}}, "Tags", "{} is not a list"),
        ({"UserName": {}}, "", "{} is not text"),
    ],
)
def test_a_property_of_another_form_is_reported(
    account_of: Read, properties: dict[str, Any], path: str, why: str
) -> None:
    where = f"Properties.{path}" if path else ""
    assert (("U", where, why)) in problems(account_of({"U": resource("User", **properties)}))


def test_identities_with_the_same_arn_are_reported(account_of: Read) -> None:
    account = account_of({"U": resource("User", UserName="J"), "V": resource("User", UserName="J")})
    assert problems(account) == [("V", "", f"U in t.json has the same ARN, {IAM}user/J")]


def test_properties_that_are_malformed_are_none(account_of: Read) -> None:
    account = account_of({"U": {"Type": "AWS::IAM::User", "Properties": "x"}})
    assert show_symbols(account.users[0].name) == "${U}"
