"""Policy documents that stand alone in a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load, load_each
from iam_stacks.account.policy_document import GUESSED, guess_kind, is_document
from iam_stacks.policy.kind import KINDS

READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
ASSUME = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}


def document(*statements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def write(file: Path, content: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ([READ], "identity"),
        (READ, "identity"),
        ([], "identity"),
        ([5], "identity"),
        (None, "identity"),
        ([{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}], "identity"),
        ([ASSUME], "trust"),
        (ASSUME, "trust"),
        ([ASSUME | {"Action": ["STS:AssumeRole", "sts:TagSession"]}], "trust"),
        ([ASSUME | {"Resource": "*"}], "trust"),
        ([{"Effect": "Deny", "NotPrincipal": {"AWS": "*"}, "Action": "sts:*"}], "trust"),
        ([READ | {"Principal": "*"}], "resource"),
        ([READ, READ | {"NotPrincipal": "*"}], "resource"),
        ([ASSUME | {"Action": ["sts:AssumeRole", "ecr:BatchGetImage"]}], "trust"),
        ([ASSUME | {"Action": ["sts:AssumeRole", "s3:GetObject"], "Resource": "*"}], "resource"),
        ([{"Effect": "Allow", "Principal": "*", "Action": "*"}], "resource"),
        ([{"Effect": "Allow", "Principal": "*", "NotAction": "sts:*"}], "resource"),
    ],
)
def test_the_kind_is_guessed_from_principals_and_actions(statement: Any, kind: str) -> None:
    assert guess_kind({"Statement": statement} if statement is not None else {}) == kind


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"Statement": 5}, True),
        ({"Version": "2012-10-17"}, True),
        ({"Version": "2008-10-17", "Id": "x"}, True),
        ({"Version": "1.0"}, False),
        ({}, False),
        ([READ], False),
        ("Statement", False),
    ],
)
def test_a_document_is_known_by_its_statement_or_version(content: Any, expected: bool) -> None:
    assert is_document(content) is expected


def test_a_document_is_written_and_belongs_to_nobody(tmp_path: Path) -> None:
    account = load(write(tmp_path / "reader.json", document(READ)), documents=GUESSED)
    (written,) = account.written
    assert (written.name, written.place, written.kind) == ("reader", ("reader.json", "", ()), "identity")
    assert written.policy is not None
    assert written.policy.document.statements[0].actions == ("s3:GetObject",)
    assert (account.users, account.roles, account.unresolved) == ((), (), ())
    assert account.files == {"reader.json": tmp_path / "reader.json"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_can_be_given(tmp_path: Path, kind: Any) -> None:
    with_principals = kind in ("trust", "resource", "rcp")
    content = document(READ | ({"Principal": "*"} if with_principals else {}))
    (written,) = load(write(tmp_path / "d.json", content), documents=kind).written
    assert (written.kind, written.fault) == (kind, "")


def test_each_document_is_guessed_for_itself(tmp_path: Path) -> None:
    write(tmp_path / "a.json", document(READ))
    write(tmp_path / "b.yaml", "Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {AWS: '123456789012'}}")
    assert [each.kind for each in load(tmp_path, documents=GUESSED).written] == ["identity", "trust"]


def test_documents_templates_and_exports_are_read_together(tmp_path: Path) -> None:
    write(tmp_path / "a.json", document(READ))
    write(tmp_path / "b.json", {"Resources": {"U": {"Type": "AWS::IAM::User"}}})
    write(tmp_path / "c.json", {"UserDetailList": [{"Arn": "arn:aws:iam::123456789012:user/JaneRoe"}]})
    account = load(tmp_path, documents=GUESSED)
    assert len(account.users) == 2
    assert len(account.written) == 1
    assert account.files == {name: tmp_path / name for name in ("a.json", "b.json", "c.json")}


@pytest.mark.parametrize(
    ("content", "fault", "fault_at"),
    [
        ({"Statement": 5}, "a number is not an object", "Statement"),
        ({"Version": "2012-10-17"}, "the element Statement is required", ""),
        (document(READ | {"Effect": "allow"}), '"allow" is no effect; allowed: Allow or Deny', "Statement[0].Effect"),
        (document(ASSUME | {"Principal": None}), "null is no value; leave the element out", "Statement[0].Principal"),
        ('{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Effect": "Allow"}]}', "Effect", ""),
        ('{"Statement": [], "Version": "2012-10-17", "Statement": []}', "Statement", ""),
        ('{"Statement": {"Action": "*", "Effect": "allow", "Effect": "allow"}}', "Effect", ""),
    ],
)
def test_a_malformed_document_is_written_with_its_fault(
    tmp_path: Path, content: Any, fault: str, fault_at: str
) -> None:
    file = write(tmp_path / "d.json", content)
    account = load(file, documents=GUESSED)
    (written,) = account.written
    expected = f"the key {fault} is given twice" if " " not in fault else fault
    assert (written.policy, written.fault, written.fault_at) == (None, expected, fault_at)
    assert [(each.path, each.why) for each in account.unresolved] == [(fault_at, expected)]


def test_an_element_that_the_kind_cannot_have_is_a_fault(tmp_path: Path) -> None:
    file = write(tmp_path / "d.json", document(READ | {"Principal": "*"}))
    assert load(file, documents="scp").written[0].fault == (
        "only a resource-based policy has Principal or NotPrincipal"
    )


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    files = [write(tmp_path / name, document(READ)) for name in ("a/x/p.json", "b/x/p.json", "b/q.json")]
    account = load(files, documents=GUESSED)
    assert [each.place.template for each in account.written] == ["a/x/p.json", "b/x/p.json", "q.json"]
    assert account.files == dict(zip(("a/x/p.json", "b/x/p.json", "q.json"), files, strict=True))


def test_templates_of_the_same_name_have_no_file_of_their_own(tmp_path: Path) -> None:
    files = [write(tmp_path / name / "t.json", {"Resources": {}}) for name in "ab"]
    assert load(files).files == {}


def test_where_no_documents_are_expected_they_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "d.json", document(READ))
    with pytest.raises(AccountError, match=r"it is nothing that describes an account; .*-details$"):
        load(file)


def test_what_is_nothing_at_all_is_refused_and_says_what_is_allowed(tmp_path: Path) -> None:
    write(tmp_path / "a.json", {"Statements": []})
    write(tmp_path / "b.yaml", "Statement: []\nStatement: []")
    with pytest.raises(AccountError) as raised:
        load([tmp_path, tmp_path / "none"], documents=GUESSED, account="12")
    lines = str(raised.value).splitlines()
    assert lines[0] == "account '12' is not one; give 12 digits"
    assert lines[1].endswith("a.json: it is nothing that describes an account; give a cdk.out folder, "
                             "a CloudFormation template, or the output of get-account-authorization-details, "
                             "or a policy document")  # fmt: skip
    assert lines[2].endswith("it is neither JSON nor YAML: the key Statement is given twice")
    assert lines[3].endswith("none: no such file or directory")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Effect", "Action", "Principal", "Sid", "x"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_whatever_stands_in_a_document_it_is_of_some_kind(statement: Any) -> None:
    assert guess_kind({"Statement": statement}) in KINDS


def test_documents_are_apart_from_the_accounts_of_an_app(tmp_path: Path) -> None:
    stacks = {}
    for account in ("111111111111", "222222222222"):
        write(tmp_path / f"cdk.out/{account}.json", {"Resources": {"U": {"Type": "AWS::IAM::User"}}})
        properties = {"templateFile": f"{account}.json"}
        stacks[account] = {
            "type": "aws:cloudformation:stack",
            "properties": properties,
            "environment": f"aws://{account}/r",
        }
    write(tmp_path / "cdk.out/manifest.json", {"artifacts": stacks})
    file = write(tmp_path / "d.json", document(READ))
    alone, *others = load_each([tmp_path / "cdk.out", file], documents=GUESSED)
    assert ([each.name for each in alone.written], alone.users) == (["d"], ())
    assert [each.account_id for each in others] == ["111111111111", "222222222222"]
    assert [(each.written, len(each.users)) for each in others] == [((), 1)] * 2


def test_templates_in_different_folders_are_one_account(tmp_path: Path) -> None:
    files = [write(tmp_path / name / f"{name}.json", {"Resources": {}}) for name in "ab"]
    (only,) = load_each([*files, write(tmp_path / "d.json", document(READ))], documents=GUESSED)
    assert len(only.files) == 3


def test_an_export_and_templates_are_one_account(tmp_path: Path) -> None:
    user = {"UserDetailList": [{"Arn": "arn:aws:iam::123456789012:user/JaneRoe"}]}
    files = [write(tmp_path / "a.json", user), write(tmp_path / "b.json", {"Resources": {}})]
    (only,) = load_each(files, region="eu-central-1", partition="aws-cn")
    assert (only.account_id, only.region, only.partition) == ("123456789012", "eu-central-1", "aws-cn")


def test_what_is_wrong_with_each_of_several_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(AccountError) as raised:
        load_each([tmp_path / "a", tmp_path / "b"], account="12", region="x")
    assert len(str(raised.value).splitlines()) == 4
