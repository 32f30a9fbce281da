"""Which account it is, and how that was determined."""

import json
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load
from iam_stacks.policy.symbol import symbol

UNKNOWN = symbol("AWS::AccountId")
TRUST = {
    "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999999999999:root"}, "Action": "sts:AssumeRole"}
}
BOUNDARY = "arn:aws:iam::123456789012:policy/Boundary"


def template(file: Path, *resources: Any, **sections: Any) -> Path:
    content = {"Resources": {f"R{number}": each for number, each in enumerate(resources)}} | sections
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def role(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "R", "AssumeRolePolicyDocument": TRUST} | properties}


def assembly(folder: Path, *environments: str) -> Path:
    artifacts = {}
    for number, environment in enumerate(environments):
        user = {"Type": "AWS::IAM::User", "Properties": {"UserName": f"U{number}"}}
        template(folder / f"{number}.json", user)
        properties = {"templateFile": f"{number}.json"}
        stack = {"type": "aws:cloudformation:stack", "environment": environment, "properties": properties}
        artifacts[f"S{number}"] = stack
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")
    return folder


def details(folder: Path, account: str) -> Path:
    file = folder / "details.json"
    file.write_text(json.dumps({"UserDetailList": [{"Arn": f"arn:aws:iam::{account}:user/U"}]}), encoding="utf-8")
    return file


def determined(account: Account) -> tuple[str, str]:
    return account.account_id, account.account_from


def test_what_is_given_comes_first(tmp_path: Path) -> None:
    account = load([assembly(tmp_path, "aws://111111111111/eu-central-1")], account="222222222222")
    assert determined(account) == ("222222222222", "given")
    assert account.users[0].arn == "arn:aws:iam::222222222222:user/U0"


def test_then_comes_the_environment(tmp_path: Path) -> None:
    paths = [assembly(tmp_path, "aws://111111111111/cn-north-1", "aws://unknown-account/unknown-region")]
    account = load(paths)
    assert determined(account) == ("111111111111", "the environment of the stacks")
    assert (account.region, account.partition) == ("cn-north-1", "aws-cn")
    assert account.users[0].arn == "arn:aws-cn:iam::111111111111:user/U0"


@pytest.mark.parametrize(
    "resource",
    [
        role(PermissionsBoundary=BOUNDARY),
        role(ManagedPolicyArns=[BOUNDARY, "arn:aws:iam::aws:policy/ReadOnlyAccess"]),
        role(ManagedPolicyArns=[{"Fn::Sub": "arn:${AWS::Partition}:iam::123456789012:policy/P"}]),
        {"Type": "AWS::Lambda::Function", "Properties": {"Role": "arn:aws:iam::123456789012:role/R"}},
        {"Type": "AWS::KMS::Alias", "Properties": {"TargetKeyId": "arn:aws:kms:eu-central-1:123456789012:key/k"}},
    ],
)
def test_then_come_arns_that_must_be_of_the_same_account(tmp_path: Path, resource: Any) -> None:
    account = load([template(tmp_path / "t.json", resource)])
    why = "the ARNs of the stacks' own resources"
    assert determined(account) == ("123456789012", why)


OWN = "arn:aws:sqs:eu-central-1:123456789012:Orders"
QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "Orders"}}


def allowing(**elements: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "*", **elements}
    return {"PolicyName": "P", "PolicyDocument": {"Statement": [statement]}}


def test_an_arn_of_one_of_the_own_resources_says_it(tmp_path: Path) -> None:
    account = load([template(tmp_path / "t.json", QUEUE, role(Policies=[allowing(Resource=OWN)]))])
    assert determined(account) == ("123456789012", "the ARNs of the stacks' own resources")


@pytest.mark.parametrize("elements", [{"Resource": OWN.replace("Orders", "Other")}, {"Principal": {"AWS": OWN}}])
def test_an_arn_of_something_else_and_a_principal_say_nothing(tmp_path: Path, elements: dict[str, Any]) -> None:
    account = load([template(tmp_path / "t.json", QUEUE, role(Policies=[allowing(**elements)]))])
    assert account.account_id == UNKNOWN


POLICY = {"PolicyName": "P", "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": BOUNDARY}}}


@pytest.mark.parametrize(
    "resource",
    [
        role(),
        role(Policies=[POLICY]),
        role(PermissionsBoundary={"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:policy/P"}),
        role(RoleName={"Fn::Select": [0, []]}, PermissionsBoundary={"Ref": "X"}),
        {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R1", "Arn"]}}},
    ],
)
def test_principals_and_resources_of_statements_say_nothing(tmp_path: Path, resource: Any) -> None:
    other = role(RoleName=["malformed"])
    assert determined(load([template(tmp_path / "t.json", resource, other)])) == (UNKNOWN, "not known")


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R1", "Arn"]}}}
    account = load([template(tmp_path / "t.json", function, role(RoleName=[]))])
    assert account.account_id == UNKNOWN


def test_too_deep_a_property_says_nothing(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"Fn::Base64": deep}
    assert load([template(tmp_path / "t.json", role(PermissionsBoundary=deep))]).account_id == UNKNOWN


def test_arns_that_disagree_say_nothing(tmp_path: Path) -> None:
    other = "arn:aws:iam::222222222222:policy/Boundary"
    file = template(tmp_path / "t.json", role(PermissionsBoundary=BOUNDARY), role(PermissionsBoundary=other))
    why = "not known: ARNs that must be of the stacks' account are of 123456789012, 222222222222"
    assert determined(load([file])) == (UNKNOWN, why)


def test_stacks_of_several_accounts_ask_for_one(tmp_path: Path) -> None:
    folder = assembly(tmp_path, "aws://111111111111/eu-central-1", "aws://222222222222/us-east-1")
    message = "what was read is of the accounts 111111111111, 222222222222; give one of them"
    with pytest.raises(AccountError, match=f"^{message}$"):
        load([folder])
    with pytest.raises(AccountError, match=f"^{message}, not 333333333333$"):
        load([folder], account="333333333333")


def test_stacks_of_other_accounts_are_left_out_and_reported(tmp_path: Path) -> None:
    folder = assembly(tmp_path, "aws://111111111111/eu-central-1", "aws://222222222222/us-east-1")
    account = load([folder], account="222222222222")
    assert [user.arn for user in account.users] == ["arn:aws:iam::222222222222:user/U1"]
    assert [(each.template, each.why) for each in account.unresolved] == [
        ("0.json", "the stack S0 is of the account 111111111111")
    ]


def test_an_export_says_its_account_and_templates_are_of_the_same(tmp_path: Path) -> None:
    account = load([details(tmp_path, "111111111111"), template(tmp_path / "t.json", role())])
    assert determined(account) == ("111111111111", "the account's export")
    assert account.roles[0].arn == "arn:aws:iam::111111111111:role/R"


def test_an_export_is_of_no_other_account_than_its_own(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="what was read is of the account 111111111111, not 222222222222"):
        load([details(tmp_path, "111111111111")], account="222222222222")
