"""What happens to a deployed estate when its file changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from emulator.clients import Clients
from tests.integration.conftest import ROOT, Account, synthesized

EXAMPLE = (ROOT / "iam.yaml").read_text()
JOHN = "  JohnDoe:\n    groups: [Developers]\n"


def changed(before: str, after: str) -> str:
    assert before in EXAMPLE
    return EXAMPLE.replace(before, after)


PEOPLE = "{groups: {G: {}}, users: {U: {groups: [G]}}"
PARTNER = 'roles: {Partner: {trust: {account: "999999999999", external_id: example-id}}}'
POLICY = 'policies: {P: {statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/c"]}]}}'
ROLE = "R: {trust: {service: lambda.amazonaws.com}, policies: [P]}"
USER = "users: {U: {groups: [G]}}"
ESTATES = {
    "example": EXAMPLE,
    "moved": changed(JOHN, "  JohnDoe:\n    groups: [DataReaders]\n"),
    "renamed": changed("JohnDoe:", "JohnStiles:"),
    "people and a role": f"{PEOPLE}, {PARTNER}}}",
    "people": f"{PEOPLE}}}",
    "a role with it": f"{{{POLICY}, roles: {{{ROLE}}}}}",
    "it alone": f"{{{POLICY}}}",
    "a group with it": f"{{{POLICY}, groups: {{G: {{mfa: false, policies: [P]}}}}, {USER}}}",
    "a group without it": f"{{{POLICY}, groups: {{G: {{mfa: false}}}}, {USER}}}",
}


@pytest.fixture(scope="module")
def assemblies(emulator_runs: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the estates, each as synthesized."""
    folder, settings = tmp_path_factory.mktemp("assemblies"), {}
    for name, text in ESTATES.items():
        file = folder / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        settings[name] = {"config": str(file)}
    return synthesized("estates", folder, settings)


@pytest.fixture
def account(new_account: Callable[[], Account]) -> Account:
    return new_account()


@pytest.fixture
def deploy(account: Account, assemblies: Path) -> Callable[[str], None]:
    def run(name: str) -> None:
        done = account.deploy_synthesized(assemblies / name)
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


def test_johns_rights_come_from_his_group(account: Account, deploy: Callable[[str], None]) -> None:
    deploy("example")
    s3 = johns_session(account)("s3")
    s3.list_buckets()
    deploy("moved")
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.list_buckets()


def test_a_rename_is_shown_as_a_replacement_and_makes_new_credentials(
    account: Account, deploy: Callable[[str], None], assemblies: Path
) -> None:
    deploy("example")
    done = account.cdk("--app", str(assemblies / "renamed"), "diff", "--all")
    shown = done.stdout + done.stderr
    assert "[-] AWS::IAM::User Users/JohnDoe UsersJohnDoe" in shown
    assert "[+] AWS::IAM::User Users/JohnStiles UsersJohnStiles" in shown
    deploy("renamed")
    assert account.users() == {"JohnStiles", "JaneRoe", "RichardRoe"}
    secrets = account.clients("secretsmanager").list_secrets()["SecretList"]
    assert {secret["Name"] for secret in secrets} == {"iam/JohnStiles/access-key", "iam/JaneRoe/console-password"}


def test_the_last_role_is_removed_when_the_file_has_none_any_more(
    account: Account, deploy: Callable[[str], None]
) -> None:
    deploy("people and a role")
    assert what_is_left(account)["roles"] == {"Partner"}
    deploy("people")
    assert "roles" not in what_is_left(account)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a role with it", "it alone"), ("a group with it", "a group without it")],
    ids=["its last role", "its last group"],
)
def test_a_policy_can_lose(before: str, after: str, account: Account, deploy: Callable[[str], None]) -> None:
    deploy(before)
    deploy(after)
    assert what_is_left(account)["policies"] == {"P"}


def test_a_deployment_that_fails_leaves_nothing_behind(account: Account, assemblies: Path) -> None:
    account.clients("iam").create_group(GroupName="Developers")
    done = account.deploy_synthesized(assemblies / "example", "IamRoles")  # and what it depends on
    assert done.returncode != 0
    assert "Developers already exists" in done.stdout + done.stderr
    assert account.users() == set()
    assert what_is_left(account) == {"groups": {"Developers"}}


def test_destroy_leaves_nothing(account: Account, deploy: Callable[[str], None], assemblies: Path) -> None:
    deploy("example")
    assert what_is_left(account)
    done = account.cdk("--app", str(assemblies / "example"), "destroy", "--all", "--force")
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
