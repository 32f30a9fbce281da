"""Reading an account from whatever describes it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.estates import estate
from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load, load_each
from iam_stacks.policy.symbol import show_symbols, symbol

YAML = """
Parameters: {Name: {Type: String, Default: JohnDoe}}
Resources:
  U: {Type: AWS::IAM::User, Properties: {UserName: !Ref Name, ManagedPolicyArns: [!Ref M]}}
  M:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Action: s3:GetObject, Resource: !Sub "arn:aws:s3:::${AWS::AccountId}/*"}
"""
TEMPLATE = {"Resources": {"U": {"Type": "AWS::IAM::User"}}}
PAGE = {"UserDetailList": [{"Arn": "arn:aws:iam::123456789012:user/JaneRoe"}]}


def write(folder: Path, **files: Any) -> Path:
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_a_template_in_yaml(tmp_path: Path) -> None:
    write(tmp_path, t_yaml=YAML)
    account = load([tmp_path / "t.yaml"], account="123456789012")
    assert account.users[0].arn == "arn:aws:iam::123456789012:user/JohnDoe"
    assert account.users[0].policies[0].document.statements[0].resources == ("arn:aws:s3:::123456789012/*",)
    assert account.unresolved == ()


def test_a_template_in_json_of_an_account_that_is_not_known(tmp_path: Path) -> None:
    write(tmp_path, t_json=TEMPLATE)
    account = load([str(tmp_path / "t.json")])
    assert show_symbols(account.users[0].arn) == "arn:aws:iam::${AWS::AccountId}:user/${U}"
    assert (account.partition, account.region) == ("aws", symbol("AWS::Region"))


def test_what_is_given_holds(tmp_path: Path) -> None:
    write(tmp_path, t_json=TEMPLATE)
    account = load([tmp_path / "t.json"], account="123456789012", region="eu-central-1", partition="aws-cn")
    assert (account.partition, account.region) == ("aws-cn", "eu-central-1")
    assert account.users[0].arn.startswith("arn:aws-cn:iam::123456789012:")


def test_a_folder_of_pages_and_templates_is_one_account(tmp_path: Path) -> None:
    write(tmp_path, a_json=PAGE, b_json=[{"GroupDetailList": []}], c_yaml=YAML, ignored_txt="x")
    account = load([tmp_path])
    assert [user.name for user in account.users] == ["JaneRoe", "JohnDoe"]


def test_a_path_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, t_json=TEMPLATE)
    assert len(load([tmp_path / "t.json", str(tmp_path / "t.json")]).users) == 1


def test_a_manifest_stands_for_its_folder(tmp_path: Path) -> None:
    stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "t.json"}}
    write(tmp_path, manifest_json={"artifacts": {"S": stack}}, t_json=TEMPLATE)
    for path in (tmp_path, tmp_path / "manifest.json"):
        assert [user.stack for user in load([path]).users] == ["S"]


def test_templates_are_attached_to_what_is_live(tmp_path: Path) -> None:
    document = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    policy = {"PolicyName": "P", "PolicyDocument": document, "UserName": "JaneRoe"}
    write(tmp_path, a_json=PAGE, t_json={"Resources": {"P": {"Type": "AWS::IAM::UserPolicy", "Properties": policy}}})
    account = load([tmp_path])
    assert [each.name for each in account.users[0].policies] == ["P/P"]
    assert account.unresolved == ()


def stack_of(policy: str) -> dict[str, Any]:
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}
    document = {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    properties = {"PolicyName": policy, "PolicyDocument": document, "UserName": "JohnDoe"}
    return {"Resources": {"U": user, "P": {"Type": "AWS::IAM::UserPolicy", "Properties": properties}}}


def test_a_name_that_two_stacks_have_is_that_of_the_own_stack(tmp_path: Path) -> None:
    write(tmp_path, a_json=stack_of("Mine"), b_json=stack_of("Yours"))
    account = load([tmp_path])
    assert [[policy.name for policy in user.policies] for user in account.users] == [["a.P/Mine"], ["b.P/Yours"]]
    with pytest.raises(AccountError, match=r"more than one user or role; give a\.U or b\.U$"):
        account.principal("user/JohnDoe")
    assert account.principal("b.U") is account.users[1]


def test_a_nested_stack_is_read_with_what_its_parent_passes(tmp_path: Path) -> None:
    nested = {"TemplateURL": "inner/n.yaml", "Parameters": {"Name": "RichardRoe"}}
    write(tmp_path, t_json={"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": nested}}})
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", n_yaml=YAML)
    account = load([tmp_path / "t.json"])
    assert [(user.name, user.stack, user.template) for user in account.users] == [("RichardRoe", "t-N", "n.yaml")]
    assert account.unresolved == ()


def test_templates_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for name in ("dev", "prod"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, t_json=TEMPLATE)
    account = load([tmp_path / "dev", tmp_path / "prod"], account="123456789012")
    assert [show_symbols(user.name) for user in account.users] == ["${dev/t.U}", "${prod/t.U}"]
    assert account.principal("prod/t.U") is account.users[1]


def test_all_faulty_files_are_named_at_once(tmp_path: Path) -> None:
    write(tmp_path, a_json="{", b_json={"x": 1}, c_json=[], d_json=TEMPLATE)
    (tmp_path / "empty").mkdir()
    with pytest.raises(AccountError) as error:
        load([tmp_path, tmp_path / "empty", tmp_path / "none"])
    first, second, third, fourth, fifth = str(error.value).splitlines()
    allowed = "give a cdk.out folder, a CloudFormation template, or the output of get-account-authorization-details"
    assert first.startswith(f"{tmp_path / 'a.json'}: it is not JSON: ")
    assert second == f"{tmp_path / 'b.json'}: it is nothing that describes an account; {allowed}"
    assert third == f"{tmp_path / 'c.json'}: it is nothing that describes an account; {allowed}"
    assert fourth == f"{tmp_path / 'empty'}: the folder has nothing that can be read; {allowed}"
    assert fifth == f"{tmp_path / 'none'}: no such file or directory"


@pytest.mark.parametrize("given", ["", "12345678901", "1234567890123", "${AWS::AccountId}", "١٢٣٤٥٦٧٨٩٠١٢"])
def test_an_account_that_is_not_twelve_digits_is_refused(given: str) -> None:
    with pytest.raises(AccountError, match="is not one; give 12 digits"):
        load([], account=given)


@pytest.mark.no_cover  # it is about size, and every line is reached by the others
def test_a_large_account_is_read_whole(tmp_path: Path) -> None:
    for number, page in enumerate(estate(5000, 300, 1000)):
        write(tmp_path, **{f"{number}_json": page})
    account = load([tmp_path])
    assert (len(account.users), len(account.groups), len(account.roles)) == (5000, 300, 1000)
    assert account.unresolved == ()


@pytest.mark.parametrize(
    ("kind", "properties", "path", "why"),
    [
        (
            "ManagedPolicy",
            {"PolicyDocument": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}},
            "Properties.PolicyDocument.Statement[0]",
            "only a resource-based policy has Principal or NotPrincipal",
        ),
        (
            "Role",
            {"AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}}},
            "Properties.AssumeRolePolicyDocument.Statement[0]",
            "a resource-based policy needs Principal or NotPrincipal",
        ),
    ],
)
def test_an_element_that_cannot_stand_in_a_policy_is_listed_and_fails_no_question(
    account_of: Callable[..., Account], kind: str, properties: dict[str, Any], path: str, why: str
) -> None:
    account = account_of({"Thing": {"Type": f"AWS::IAM::{kind}", "Properties": properties}})
    assert [(each.logical_id, each.path, each.why) for each in account.unresolved] == [("Thing", path, why)]
    assert account.who_can("s3:GetObject") == ()


def test_an_identity_that_an_export_and_a_template_have_is_one_with_the_policies_of_both(tmp_path: Path) -> None:
    def inline(name: str, action: str) -> dict[str, Any]:
        document = {"Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}}
        return {"PolicyName": name, "PolicyDocument": document}

    arn = "arn:aws:iam::123456789012:user/JaneRoe"
    page = {"UserDetailList": [{"Arn": arn, "UserName": "JaneRoe", "UserPolicyList": [inline("A", "s3:GetObject")]}]}
    properties = {"UserName": "JaneRoe", "Policies": [inline("B", "sqs:SendMessage")]}
    template = {"Resources": {"Jane": {"Type": "AWS::IAM::User", "Properties": properties}}}
    write(tmp_path, page_json=page, template_json=template)
    account = load([tmp_path / "page.json", tmp_path / "template.json", str(tmp_path / "." / "page.json")])
    assert [user.arn for user in account.users] == [arn]
    assert account.can(arn, "s3:GetObject").certain
    assert account.can("Jane", "sqs:SendMessage").certain
    assert account.unresolved == ()
    assert account.exported
    assert not load(tmp_path / "template.json").exported


def test_one_path_may_be_given_by_itself(tmp_path: Path) -> None:
    write(tmp_path, a_json=TEMPLATE)
    assert len(load(tmp_path / "a.json").users) == len(load(str(tmp_path / "a.json")).users) == 1


@pytest.mark.parametrize(
    ("name", "given"), [("region", "Mars"), ("partition", "foo"), ("account", 123456789012), ("region", "eu-central")]
)
def test_a_region_and_a_partition_are_ones_that_aws_could_have(name: str, given: Any) -> None:
    with pytest.raises(AccountError, match=f"{name} {given!r} is not one; give"):
        load([], **{name: given})


def test_a_path_that_the_system_refuses_is_one_clear_line() -> None:
    with pytest.raises(AccountError, match=r"^a{300}: File name too long$"):
        load(["a" * 300])


def test_an_export_of_which_pages_are_missing_is_listed(tmp_path: Path) -> None:
    write(tmp_path, a_json=PAGE | {"IsTruncated": True})
    (problem,) = load([tmp_path / "a.json"]).unresolved
    assert (problem.path, problem.why) == ("IsTruncated", "more pages follow, and none of them was read")


def test_an_app_has_an_account_for_each_that_its_stacks_name_and_for_each_stage(tmp_path: Path) -> None:
    named = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "t.json"}}
    artifacts = {
        "A": named | {"environment": "aws://111111111111/eu-central-1"},
        "B": named,
        "Stage": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "stage"}},
    }
    write(tmp_path, manifest_json={"artifacts": artifacts}, t_json=TEMPLATE)
    (tmp_path / "stage").mkdir()
    write(tmp_path / "stage", manifest_json={"artifacts": {"C": named}}, t_json=TEMPLATE)
    unknown = symbol("AWS::AccountId")
    assert [each.account_id for each in load_each([tmp_path])] == ["111111111111", unknown, unknown]
    given = load_each([tmp_path], account="222222222222")
    assert [(each.account_id, len(each.users)) for each in given] == [("111111111111", 1), ("222222222222", 2)]
