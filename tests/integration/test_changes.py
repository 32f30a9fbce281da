"""What happens to a deployed estate when its file changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from emulator.clients import Clients
from tests.integration.conftest import ROOT, Account

EXAMPLE = (ROOT / "iam.yaml").read_text()
JOHN = "  JohnDoe:\n    groups: [Developers]\n"


@pytest.fixture
def account(new_account: Callable[[], Account]) -> Account:
    return new_account()


@pytest.fixture
def deploy(account: Account, tmp_path: Path) -> Callable[[str], None]:
    def run(text: str) -> None:
        file = tmp_path / "iam.yaml"
        file.write_text(text)
        done = account.deploy(file, tmp_path / "cdk.out")
        assert done.returncode == 0, done.stderr

    return run


def johns_session(account: Account) -> Clients:
    """Return the clients of a session with MFA, which JohnDoe's key and virtual device make."""
    value = account.clients("secretsmanager").get_secret_value(SecretId="iam/JohnDoe/access-key")["SecretString"]
    key = json.loads(value)
    john = account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"])
    device = john("iam").create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]["SerialNumber"]
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    john("iam").enable_mfa_device(UserName="JohnDoe", SerialNumber=device, **codes)
    made = john("sts").get_session_token(SerialNumber=device, TokenCode="123456")["Credentials"]
    return account.clients.signed_by(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def changed(before: str, after: str) -> str:
    assert before in EXAMPLE
    return EXAMPLE.replace(before, after)


def test_johns_rights_come_from_his_group(account: Account, deploy: Callable[[str], None]) -> None:
    deploy(EXAMPLE)
    s3 = johns_session(account)("s3")
    s3.list_buckets()
    deploy(changed(JOHN, "  JohnDoe:\n    groups: [DataReaders]\n"))
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.list_buckets()


def test_a_rename_is_shown_as_a_replacement_and_makes_new_credentials(
    account: Account, deploy: Callable[[str], None], tmp_path: Path
) -> None:
    deploy(EXAMPLE)
    renamed = tmp_path / "renamed.yaml"
    renamed.write_text(changed("JohnDoe:", "JohnStiles:"))
    done = account.cdk("diff", "--all", "-c", f"config={renamed}", "--output", str(tmp_path / "diff.out"))
    shown = done.stdout + done.stderr
    assert "[-] AWS::IAM::User Users/JohnDoe UsersJohnDoe" in shown
    assert "[+] AWS::IAM::User Users/JohnStiles UsersJohnStiles" in shown
    deploy(renamed.read_text())
    assert account.users() == {"JohnStiles", "JaneRoe", "RichardRoe"}
    secrets = account.clients("secretsmanager").list_secrets()["SecretList"]
    assert {secret["Name"] for secret in secrets} == {"iam/JohnStiles/access-key", "iam/JaneRoe/console-password"}


def test_the_last_role_is_removed_when_the_file_has_none_any_more(
    account: Account, deploy: Callable[[str], None]
) -> None:
    people = "{groups: {G: {}}, users: {U: {groups: [G]}}"
    deploy(people + ', roles: {Partner: {trust: {account: "999999999999", external_id: example-id}}}}')
    assert what_is_left(account)["roles"] == {"Partner"}
    deploy(people + "}")
    assert "roles" not in what_is_left(account)


POLICY = 'P: {statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}]}'
ROLE = "R: {trust: {service: lambda.amazonaws.com}, policies: [P]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{{policies: {{{POLICY}}}, roles: {{{ROLE}}}}}", f"policies: {{{POLICY}}}"),
        (
            f"{{policies: {{{POLICY}}}, groups: {{G: {{mfa: false, policies: [P]}}}}, users: {{U: {{groups: [G]}}}}}}",
            f"{{policies: {{{POLICY}}}, groups: {{G: {{mfa: false}}}}, users: {{U: {{groups: [G]}}}}}}",
        ),
    ],
    ids=["its last role", "its last group"],
)
def test_a_policy_can_lose(before: str, after: str, account: Account, deploy: Callable[[str], None]) -> None:
    deploy(before)
    deploy(after)
    assert what_is_left(account)["policies"] == {"P"}


def test_a_deployment_that_fails_leaves_nothing_behind(account: Account, tmp_path: Path) -> None:
    account.clients("iam").create_group(GroupName="Developers")
    file = tmp_path / "iam.yaml"
    file.write_text(EXAMPLE)
    done = account.deploy(file, tmp_path / "cdk.out")
    assert done.returncode != 0
    assert "Developers already exists" in done.stdout + done.stderr
    assert account.users() == set()
    assert what_is_left(account) == {"groups": {"Developers"}}


def test_destroy_leaves_nothing(account: Account, deploy: Callable[[str], None], tmp_path: Path) -> None:
    deploy(EXAMPLE)
    assert what_is_left(account)
    done = account.cdk("--app", str(tmp_path / "cdk.out"), "destroy", "--all", "--force")
    assert done.returncode == 0, done.stderr
    assert what_is_left(account) == {}
    kms = account.clients("kms")
    keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    ours = [key for key in keys if key["Description"].startswith("Encrypts the access keys")]
    assert [key["KeyState"] for key in ours] == ["PendingDeletion"]


def what_is_left(account: Account) -> dict[str, set[str]]:
    """Return the names of everything that an estate can make, but for what `cdk bootstrap` made."""
    iam = account.clients("iam")
    every = {
        "users": account.users(),
        "groups": {group["GroupName"] for group in iam.list_groups()["Groups"]},
        "roles": {role["RoleName"] for role in iam.list_roles()["Roles"] if not role["RoleName"].startswith("cdk-")},
        "policies": {policy["PolicyName"] for policy in iam.list_policies(Scope="Local")["Policies"]},
        "providers": {
            provider["Arn"] for provider in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
        },
        "secrets": {found["Name"] for found in account.clients("secretsmanager").list_secrets()["SecretList"]},
    }
    return {kind: names for kind, names in every.items() if names}
