"""The example estate, deployed by the real CDK CLI, read back and used with real keys."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.client_env import client_environment
from emulator.clients import Clients
from emulator.inventory import read_back
from emulator.settings import LOG
from tests.integration.conftest import ROOT, Account

EXAMPLE = ROOT / "iam.yaml"


@dataclass(frozen=True)
class Deployed:
    account: Account
    out: Path
    printed: str


@pytest.fixture(scope="module")
def deployed(new_account: Callable[[], Account], tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    account, out = new_account(), tmp_path_factory.mktemp("cdk.out")
    done = account.deploy(EXAMPLE, out)
    assert done.returncode == 0, done.stderr
    return Deployed(account, out, done.stdout + done.stderr)


def secret(account: Account, name: str) -> dict[str, str]:
    return json.loads(account.clients("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


def with_device(caller: Clients, user: str) -> str:
    """Give a user a virtual MFA device, as the caller; return its serial number."""
    iam = caller("iam")
    serial: str = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"phone-of-{user}")["VirtualMFADevice"][
        "SerialNumber"
    ]
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    iam.enable_mfa_device(UserName=user, SerialNumber=serial, **codes)
    return serial


def session_of(caller: Clients, **mfa: str) -> Clients:
    """Return the clients of a session that the caller asks for, with a code of a device or without."""
    made = caller("sts").get_session_token(**mfa)["Credentials"]
    return caller.signed_by(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in ("AccessDenied", "AccessDeniedException", "403")
    return False


def test_every_resource_of_the_templates_is_read_back_by_its_own_api(deployed: Deployed) -> None:
    templates = [json.loads(file.read_text()) for file in deployed.out.glob("*.template.json")]
    expected = sorted(
        resource["Type"]
        for template in templates
        for resource in template["Resources"].values()
        if resource["Type"] != "AWS::CDK::Metadata"
    )
    found = read_back(client_environment(deployed.account.id))
    assert sorted(thing.resource.type for thing in found) == expected


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("LambdaExecutionRole", {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}),
        ("ReportWriter", {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}),
        (
            "PartnerAudit",
            {
                "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": "example-id"}},
            },
        ),
        (
            "GitHubReader",
            {
                "Principal": {"Federated": "arn:aws:iam::{}:oidc-provider/token.actions.githubusercontent.com"},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {
                    "StringEquals": {
                        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                        "token.actions.githubusercontent.com:sub": "repo:example-org/example-repo:ref:refs/heads/main",
                    }
                },
            },
        ),
    ],
)
def test_a_role_trusts_whom_the_file_says(deployed: Deployed, role: str, statement: dict[str, Any]) -> None:
    document = deployed.account.clients("iam").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    expected = json.loads(json.dumps(statement).replace("::{}:", f"::{deployed.account.id}:"))
    assert document == {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **expected}]}


@pytest.fixture(scope="module")
def john(deployed: Deployed) -> Clients:
    """Return the clients of JohnDoe's bare key."""
    key = secret(deployed.account, "iam/JohnDoe/access-key")
    assert key["UserName"] == "JohnDoe"
    return deployed.account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"])


@pytest.fixture(scope="module")
def device(john: Clients) -> str:
    """Return the serial number of the device that JohnDoe gave to himself with the bare key."""
    return with_device(john, "JohnDoe")


def test_johns_bare_key_reaches_his_own_credentials_only(deployed: Deployed, john: Clients, device: str) -> None:
    assert john("sts").get_caller_identity()["Arn"].endswith(":user/JohnDoe")
    assert john("iam").get_user()["User"]["UserName"] == "JohnDoe"
    assert [each["SerialNumber"] for each in john("iam").list_mfa_devices()["MFADevices"]] == [device]
    assert john("sts").get_session_token()["Credentials"]["SessionToken"]
    assert refused(lambda: john("s3").list_buckets())
    assert refused(lambda: john("iam").list_users())
    assert refused(lambda: john("iam").create_access_key(UserName="JohnDoe"))
    assert refused(lambda: john("iam").deactivate_mfa_device(UserName="JohnDoe", SerialNumber=device))
    assert refused(lambda: john("iam").list_mfa_devices(UserName="JaneRoe"))
    assert refused(lambda: with_device(john, "JaneRoe"))
    assert refused(lambda: john("secretsmanager").get_secret_value(SecretId="iam/JohnDoe/access-key"))


def test_johns_session_without_mfa_reaches_no_more(john: Clients) -> None:
    session = session_of(john)
    assert refused(lambda: session("s3").list_buckets())


def test_johns_session_with_mfa_works_for_s3_and_his_own_keys_and_nothing_else(
    deployed: Deployed, john: Clients, device: str
) -> None:
    session = session_of(john, SerialNumber=device, TokenCode="123456")
    bucket = f"example-{deployed.account.id}"
    session("s3").create_bucket(Bucket=bucket)
    session("s3").put_object(Bucket=bucket, Key="hello", Body=b"world")
    assert session("s3").get_object(Bucket=bucket, Key="hello")["Body"].read() == b"world"
    assert len(session("iam").list_access_keys(UserName="JohnDoe")["AccessKeyMetadata"]) == 1
    assert refused(lambda: session("iam").list_access_keys(UserName="JaneRoe"))
    assert refused(lambda: session("iam").list_users())
    assert refused(lambda: session("dynamodb").list_tables())
    assert refused(lambda: session("secretsmanager").get_secret_value(SecretId="iam/JohnDoe/access-key"))


def test_the_password_policy_is_the_one_of_the_file(deployed: Deployed) -> None:
    policy = deployed.account.clients("iam").get_account_password_policy()["PasswordPolicy"]
    assert (policy["MinimumPasswordLength"], policy["MaxPasswordAge"]) == (14, 90)
    assert policy["PasswordReusePrevention"] == 24
    assert policy["AllowUsersToChangePassword"] is True


def test_johns_key_is_rotated_by_the_secret_that_holds_it(deployed: Deployed) -> None:
    described = deployed.account.clients("secretsmanager").describe_secret(SecretId="iam/JohnDoe/access-key")
    assert described["RotationEnabled"] is True
    assert described["RotationRules"] == {"AutomaticallyAfterDays": 60}


def test_janes_password_is_generated_and_must_be_changed(deployed: Deployed) -> None:
    profile = deployed.account.clients("iam").get_login_profile(UserName="JaneRoe")["LoginProfile"]
    assert profile["PasswordResetRequired"] is True
    password = secret(deployed.account, "iam/JaneRoe/console-password")["Password"]
    assert len(password) == 32
    for kind in (str.isupper, str.islower, str.isdigit, lambda character: character in "!@#$%^&*()_+-=[]|"):
        assert any(map(kind, password))


def test_no_generated_secret_is_in_templates_output_events_or_logs(deployed: Deployed) -> None:
    values = [
        secret(deployed.account, "iam/JohnDoe/access-key")["SecretAccessKey"],
        secret(deployed.account, "iam/JaneRoe/console-password")["Password"],
    ]
    places = dict(_everything_written(deployed))
    assert {"printed", "log", "IamIdentity.template.json", "events of IamIdentity"} <= set(places)
    assert [place for place, text in places.items() if any(value in text for value in values)] == []


def _everything_written(deployed: Deployed) -> Iterator[tuple[str, str]]:
    yield "printed", deployed.printed
    yield "log", LOG.read_text(errors="replace")
    yield from ((file.name, file.read_text(errors="replace")) for file in deployed.out.rglob("*") if file.is_file())
    cloudformation = deployed.account.clients("cloudformation")
    for stack in ("IamIdentity", "IamRoles"):
        yield f"events of {stack}", json.dumps(cloudformation.describe_stack_events(StackName=stack), default=str)
        yield f"description of {stack}", json.dumps(cloudformation.describe_stacks(StackName=stack), default=str)


def test_after_a_deployment_there_is_no_difference(deployed: Deployed) -> None:
    done = deployed.account.cdk("--app", str(deployed.out), "diff", "--all", "--fail")
    assert done.returncode == 0, done.stdout + done.stderr
