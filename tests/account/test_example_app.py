"""The example estate, as CDK writes it."""

from pathlib import Path
from typing import Any

import pytest

from iam_stacks import build_app
from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.policy.symbol import show_symbols

IAM = "arn:aws:iam::${AWS::AccountId}:"


@pytest.fixture(scope="module")
def example(context: dict[str, Any], root: Path, tmp_path_factory: pytest.TempPathFactory) -> Account:
    folder = tmp_path_factory.mktemp("example")
    app = build_app(context=context | {"config": str(root / "iam.yaml")}, outdir=str(folder))
    app.synth()
    return load([folder])


def test_everything_is_resolved(example: Account) -> None:
    assert example.unresolved == ()


def test_the_account_is_not_known_for_the_partner_is_another(example: Account) -> None:
    assert (show_symbols(example.account_id), example.account_from) == ("${AWS::AccountId}", "not known")


def test_users_are_in_their_groups(example: Account) -> None:
    members = {user.name: [show_symbols(group.name) for group in user.groups] for user in example.users}
    assert members == {
        "JohnDoe": ["Developers"],
        "JaneRoe": ["DataReaders"],
        "RichardRoe": ["Developers", "DataReaders"],
    }


def test_policies_are_attached_across_stacks(example: Account) -> None:
    auditor = example.principal("role/PartnerAudit")
    assert [show_symbols(policy.name) for policy in auditor.policies] == [f"{IAM}policy/ReadData"]
    assert set(auditor.policies) < set(example.find("group/DataReaders").policies)
    assert auditor.trust
    assert auditor.trust.document.statements[0].principals.entries == (("AWS", ("arn:aws:iam::999999999999:root",)),)


def test_policies_of_aws_have_their_documents(example: Account) -> None:
    (policy,) = example.principal("role/LambdaExecutionRole").policies
    assert policy.name == "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    assert "logs:PutLogEvents" in policy.document.statements[0].actions


def test_the_key_and_the_topic_have_their_policies(example: Account) -> None:
    names = {show_symbols(guard.policy.name) for guard in example.resource_policies}
    assert {"CredentialNoticesPolicy556C9ADB/PolicyDocument", "CredentialsKeyA24B74BF/PolicyDocument"} <= names
