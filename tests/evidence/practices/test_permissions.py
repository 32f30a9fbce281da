"""What policies allow, and whom they trust."""

import json
from typing import Any

import pytest

from tests.evidence.conftest import PERHAPS, Judge

SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess"
SHELL = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"
NOBODY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}],
}
ELSEWHERE = "arn:aws:iam::123456789012:policy/Elsewhere"


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action: Any = "s3:GetObject", resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def without(name: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key != name}


def policy(*statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    given = {"ManagedPolicyName": "P", "PolicyDocument": document(*statements), **properties}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": given}


def role(*statements: dict[str, Any], principal: Any = None, **properties: Any) -> dict[str, Any]:
    trust = {"Effect": "Allow", "Principal": principal or {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    inline = {"Policies": [{"PolicyName": "P", "PolicyDocument": document(*statements)}]} if statements else {}
    given = {"AssumeRolePolicyDocument": document(trust), **inline, **properties}
    return {"Type": "AWS::IAM::Role", "Properties": given}


def inline(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a policy of a role that is in no template."""
    properties = {"PolicyName": "I", "Roles": ["Elsewhere"], "PolicyDocument": document(*statements)}
    return {"Type": "AWS::IAM::Policy", "Properties": properties}


SOME = role(allow())


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"R": SOME}, "met"),
        ({"P": policy(allow())}, "met"),
        ({"P": policy(allow("*"))}, "not met"),
        ({"R": SOME, "P": policy(allow("*:*", Condition={"Bool": {"aws:SecureTransport": "true"}}))}, "not met"),
        ({"R": role(allow("*"))}, "not met"),
        ({"R": role(allow("*", "arn:aws:s3:::x"))}, "met"),
        ({"R": role({"Effect": "Deny", "Action": "*", "Resource": "*"})}, "met"),
        ({"R": role(ManagedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess"])}, "not met"),
        ({"R": SOME, "S": role(ManagedPolicyArns=[ELSEWHERE])}, "not shown"),
        ({"P": policy(allow("**"))}, "not met"),
        ({"P": policy(allow("*", "**"))}, "not met"),
        ({"P": policy(allow("*", "arn:aws:*"))}, "not met"),
        ({"P": policy(without("Action", allow(NotAction="iam:GetUser")))}, "not met"),
        ({"P": policy(without("Resource", allow("*", NotResource="arn:aws:s3:::x")))}, "not met"),
        ({"P": policy(without("Action", allow(NotAction="iam:*")))}, "met"),
        ({"P": policy(without("Action", allow(NotAction="iam:*")), allow("iam:*"))}, "not met"),
        ({"P": policy(allow("iam:*"))}, "met"),
        ({"P": policy(allow("*", {"Ref": "Where"}))}, "not shown"),
        ({"P": policy({"Effect": "Perhaps"})}, "not shown"),
        ({"R": SOME, "I": inline(allow("*"))}, "not met"),
        ({"P": policy(allow("*")), "R": {**SOME, **role(allow(), PermissionsBoundary={"Ref": "P"})}}, "met"),
        (
            {"P": policy(allow("*")), "R": role(PermissionsBoundary={"Ref": "P"}, ManagedPolicyArns=[{"Ref": "P"}])},
            "not met",
        ),
    ],
)
def test_who_is_allowed_everything(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources, **PERHAPS)["no-administrators"].status == status


def test_who_it_is_is_said(judged: Judge) -> None:
    found = judged({"R": role(allow("*")), "P": policy(allow("*"))})["no-administrators"]
    assert found.because == ("t.R allows everything by the policy P", "t.P allows everything by the policy P")


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"P": policy(allow())}, "met"),
        ({"P": policy(allow("s3:*"))}, "not met"),
        ({"P": policy(allow("*"))}, "not met"),
        ({"P": policy({"Effect": "Perhaps"})}, "not shown"),
        ({"R": role(allow("s3:*"))}, "not met"),
        (
            {"P": policy(allow()), "R": role(ManagedPolicyArns=["arn:aws:iam::aws:policy/AmazonS3FullAccess"])},
            "met",
        ),
        ({"R": SOME}, "met"),
        ({"R": role(ManagedPolicyArns=["arn:aws:iam::aws:policy/AmazonS3FullAccess"])}, "not shown"),
    ],
)
def test_whole_services_by_policies_of_the_account(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources)["no-full-services"].status == status


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"R": role(ManagedPolicyArns=[SUPPORT])}, "met"),
        ({"R": role(ManagedPolicyArns=["arn:aws-cn:iam::aws:policy/AWSSupportAccess"])}, "met"),
        ({"R": SOME}, "not shown"),
        ({"R": role(ManagedPolicyArns=[SUPPORT.replace("aws:policy", "123456789012:policy")])}, "not shown"),
        ({"R": role(ManagedPolicyArns=[SUPPORT], AssumeRolePolicyDocument=NOBODY)}, "not met"),
        ({"R": role(ManagedPolicyArns=[SUPPORT], AssumeRolePolicyDocument={"Statement": "?"})}, "not shown"),
        ({"G": {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [SUPPORT]}}}, "not shown"),
        ({"R": {**role(ManagedPolicyArns=[SUPPORT]), "Condition": "Perhaps"}}, "not shown"),
    ],
)
def test_a_role_for_support(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources, **PERHAPS)["support-role"].status == status


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"R": SOME}, "met"),
        ({"R": role(ManagedPolicyArns=[ELSEWHERE])}, "met"),
        ({"R": role(ManagedPolicyArns=[SHELL.replace("aws:policy", "123456789012:policy")])}, "met"),
        ({"R": role(ManagedPolicyArns=[{"Ref": "Where"}])}, "not shown"),
        ({"R": SOME, "S": role(ManagedPolicyArns=[SHELL])}, "not met"),
        ({"G": {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [SHELL]}}}, "not met"),
        ({"P": policy(allow())}, "not shown"),
    ],
)
def test_who_has_all_of_cloudshell(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources, **PERHAPS)["no-cloudshell"].status == status


def queue(principal: Any, **more: Any) -> dict[str, Any]:
    statement = allow("sqs:SendMessage", Principal=principal, **more)
    properties = {"Queues": ["https://sqs.eu-central-1.amazonaws.com/123456789012/q"]}
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {**properties, "PolicyDocument": document(statement)},
    }


@pytest.mark.parametrize(
    ("resources", "status"),
    [
        ({"R": SOME}, "met"),
        ({"Q": queue({"AWS": "arn:aws:iam::123456789012:root"})}, "met"),
        ({"Q": queue("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-example"}})}, "met"),
        ({"R": SOME, "Q": queue("*")}, "not met"),
        ({"R": role(principal={"AWS": "*"})}, "not met"),
        ({"P": policy(allow())}, "not shown"),
    ],
)
def test_who_is_let_in(resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources)["no-open-principals"].status == status


def test_what_guards_is_named(judged: Judge) -> None:
    found = judged({"R": SOME, "Q": queue({"AWS": "arn:aws:iam::123456789012:root"})})["no-open-principals"]
    assert found.by == ("t.R", "t.Q")


def test_what_lets_everybody_in_is_named(judged: Judge) -> None:
    found = judged({"R": SOME, "Q": queue("*")})["no-open-principals"]
    assert found.because[0].startswith("t.Q: ")


def test_the_permission_of_a_function_guards_too(judged: Judge) -> None:
    given = {"FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "123456789012"}
    found = judged({"R": SOME, "L": {"Type": "AWS::Lambda::Permission", "Properties": given}})["no-open-principals"]
    assert (found.status, found.by) == ("met", ("t.R", "t.L"))
    open_to_all = {"L": {"Type": "AWS::Lambda::Permission", "Properties": given | {"Principal": "*"}}}
    assert judged(open_to_all)["no-open-principals"].status == "not met"


@pytest.mark.parametrize(
    ("properties", "status"),
    [
        ({"IamInstanceProfile": "Profile"}, "met"),
        ({}, "not met"),
        ({"LaunchTemplate": {"LaunchTemplateId": "lt-1"}}, "not shown"),
        ({"LaunchTemplate": {"LaunchTemplateId": "lt-1"}, "IamInstanceProfile": "Profile"}, "met"),
    ],
)
def test_instances_have_a_profile(properties: dict[str, Any], status: str, judged: Judge) -> None:
    found = judged({"I": {"Type": "AWS::EC2::Instance", "Properties": properties}})["instance-roles"]
    assert found.status == status


GROUP = {"Type": "AWS::IAM::Group", "Properties": {}}
MEMBER = {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Ref": "G"}]}}


@pytest.mark.parametrize(
    ("id", "resources", "status"),
    [
        ("no-inline-policies", {"R": role(ManagedPolicyArns=[SUPPORT])}, "met"),
        ("no-inline-policies", {"R": SOME}, "not met"),
        ("no-inline-policies", {"P": policy(allow(), Roles=[{"Ref": "R"}]), "R": role()}, "met"),
        ("no-inline-policies", {"R": role(), "I": inline(allow())}, "not met"),
        ("no-inline-policies", {}, "not shown"),
        ("no-policies-of-aws", {"R": SOME}, "met"),
        ("no-policies-of-aws", {"R": role(ManagedPolicyArns=[SUPPORT])}, "not met"),
        ("no-policies-of-aws", {"R": role(ManagedPolicyArns=[{"Ref": "Where"}])}, "not shown"),
        ("groups-have-users", {"G": GROUP, "U": MEMBER}, "met"),
        ("groups-have-users", {"G": GROUP, "U": MEMBER, "H": GROUP}, "not met"),
        ("groups-have-users", {}, "not shown"),
    ],
)
def test_how_policies_are_held(id: str, resources: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged(resources, **PERHAPS)[id].status == status


def permission_set(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::SSO::PermissionSet", "Properties": {"Name": "S", "InstanceArn": "arn:i", **properties}}


ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
REFERENCE = [{"Name": "Elsewhere"}]


@pytest.mark.parametrize(
    ("id", "given", "status"),
    [
        ("no-administrators", permission_set(), "met"),
        ("no-administrators", permission_set(ManagedPolicies=[ADMINISTRATOR]), "not met"),
        ("no-administrators", permission_set(ManagedPolicies=[SUPPORT]), "not shown"),
        ("no-administrators", permission_set(InlinePolicy=document(allow("*"))), "not met"),
        ("no-administrators", permission_set(InlinePolicy=json.dumps(document(allow("*")))), "not met"),
        ("no-administrators", permission_set(InlinePolicy=document(allow())), "met"),
        ("no-administrators", permission_set(InlinePolicy=document({"Effect": "Perhaps"})), "not shown"),
        ("no-administrators", permission_set(InlinePolicy=["?"]), "not shown"),
        ("no-administrators", permission_set(CustomerManagedPolicyReferences=REFERENCE), "not shown"),
        ("no-administrators", permission_set(ManagedPolicies={"Ref": "Where"}), "not shown"),
        ("no-full-services", permission_set(), "met"),
        ("no-full-services", permission_set(InlinePolicy=document(allow())), "not shown"),
        ("no-full-services", permission_set(ManagedPolicies=[SUPPORT]), "met"),
        ("no-inline-policies", permission_set(), "met"),
        ("no-inline-policies", permission_set(InlinePolicy=document(allow())), "not met"),
        ("no-policies-of-aws", permission_set(CustomerManagedPolicyReferences=REFERENCE), "met"),
        ("no-policies-of-aws", permission_set(ManagedPolicies=[SUPPORT]), "not met"),
        ("no-policies-of-aws", permission_set(ManagedPolicies=[{"Ref": "Where"}]), "not shown"),
        ("no-cloudshell", permission_set(ManagedPolicies=[SUPPORT]), "met"),
        ("no-cloudshell", permission_set(ManagedPolicies=[SHELL]), "not met"),
        ("no-cloudshell", permission_set(ManagedPolicies={"Ref": "Where"}), "not shown"),
    ],
)
def test_permission_sets_are_looked_at_too(id: str, given: dict[str, Any], status: str, judged: Judge) -> None:
    managed = role(ManagedPolicyArns=[ELSEWHERE]) if id == "no-policies-of-aws" else role()
    resources = {"R": managed, "P": policy(allow()), "S": given}
    assert judged(resources, **PERHAPS)[id].status == status


def launch_template(**data: Any) -> dict[str, Any]:
    return {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": data}}


PROFILE = {"IamInstanceProfile": "Profile"}
INSTANCE = {"I": {"Type": "AWS::EC2::Instance", "Properties": PROFILE}}


@pytest.mark.parametrize(
    ("launched", "status"),
    [
        (launch_template(IamInstanceProfile={"Arn": "arn:p"}), "met"),
        (launch_template(ImageId="ami"), "not shown"),
        ({"Type": "AWS::EC2::LaunchTemplate", "Properties": {}}, "not shown"),
        ({"Type": "AWS::AutoScaling::LaunchConfiguration", "Properties": PROFILE}, "met"),
        ({"Type": "AWS::AutoScaling::LaunchConfiguration", "Properties": {}}, "not met"),
    ],
)
def test_what_launches_instances_is_looked_at_too(launched: dict[str, Any], status: str, judged: Judge) -> None:
    assert judged({**INSTANCE, "L": launched})["instance-roles"].status == status
