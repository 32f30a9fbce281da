"""Somebody with AdministratorAccess and the boundary of a delegated administrator, by real keys and real calls."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.clients import Clients
from tests.integration.conftest import Account

ESTATE = """
boundaries:
  Delegated: {delegated_admin: {path: /team/, allowed_actions: ["sqs:*"]}}
  Wide: {statements: [{effect: Allow, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/k"]}]}
groups:
  Leads:
    mfa: false # the boundary alone is to hold them
    managed_policies: [AdministratorAccess]
    acknowledge: [{rule: AwsSolutions-IAM4, finding: AdministratorAccess, reason: the boundary alone is to hold them}]
users:
  Lead: {path: /leads/, groups: [Leads], permissions_boundary: Delegated, programmatic_access: true}
  Other: {groups: [Leads]}
"""
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
NOBODY = json.dumps({"Version": "2012-10-17", "Statement": []})
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
BOOTSTRAP_DEPLOY = "arn:aws:iam::{0}:role/cdk-hnb659fds-deploy-role-{0}-us-east-1"


@dataclass(frozen=True)
class Team:
    account: Account
    lead: Clients

    def policy(self, name: str) -> str:
        return f"arn:aws:iam::{self.account.id}:policy/{name}"

    @property
    def boundary(self) -> str:
        return self.policy("Delegated")


@pytest.fixture(scope="module")
def team(new_account: Callable[[], Account], tmp_path_factory: pytest.TempPathFactory) -> Team:
    account, folder = new_account(), tmp_path_factory.mktemp("delegated")
    (folder / "iam.yaml").write_text(ESTATE, encoding="utf-8")
    done = account.deploy(folder / "iam.yaml", folder / "cdk.out")
    assert done.returncode == 0, done.stdout + done.stderr
    text = account.clients("secretsmanager").get_secret_value(SecretId="iam/Lead/access-key")["SecretString"]
    key = json.loads(text)
    return Team(account, account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"]))


@pytest.fixture(scope="module")
def iam(team: Team) -> Any:
    """IAM as the lead of the team calls it."""
    return team.lead("iam")


@pytest.fixture(scope="module")
def member(team: Team, iam: Any) -> str:
    """A user whom the lead made."""
    iam.create_user(UserName="Member", Path="/team/", PermissionsBoundary=team.boundary)
    return "Member"


def refused(call: Callable[..., Any], **parameters: Any) -> bool:
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"] in ("AccessDenied", "AccessDeniedException")
    return False


@pytest.mark.parametrize("kind", ["user", "role"])
def test_only_who_has_the_boundary_is_created(kind: str, team: Team, iam: Any) -> None:
    create = getattr(iam, f"create_{kind}")
    trust = {"AssumeRolePolicyDocument": NOBODY} if kind == "role" else {}
    named = {f"{kind.title()}Name": "New", "Path": "/team/", **trust}
    assert refused(create, **named)
    assert refused(create, **named, PermissionsBoundary=team.policy("Wide"))
    assert refused(create, **{**named, "Path": "/"}, PermissionsBoundary=team.boundary)
    create(**named, PermissionsBoundary=team.boundary)


def test_a_boundary_is_neither_taken_off_nor_replaced(team: Team, iam: Any, member: str) -> None:
    for user in (member, "Lead"):
        assert refused(iam.delete_user_permissions_boundary, UserName=user)
        assert refused(iam.put_user_permissions_boundary, UserName=user, PermissionsBoundary=team.policy("Wide"))
    iam.put_user_permissions_boundary(UserName=member, PermissionsBoundary=team.boundary)


def test_the_policy_of_the_boundary_stays_as_it_is(team: Team, iam: Any) -> None:
    assert refused(iam.create_policy_version, PolicyArn=team.boundary, PolicyDocument=EVERYTHING, SetAsDefault=True)
    assert refused(iam.set_default_policy_version, PolicyArn=team.boundary, VersionId="v1")
    assert refused(iam.delete_policy_version, PolicyArn=team.boundary, VersionId="v1")
    assert refused(iam.delete_policy, PolicyArn=team.boundary)


def test_rights_are_given_to_who_has_the_boundary_and_to_nobody_else(iam: Any, member: str) -> None:
    iam.attach_user_policy(UserName=member, PolicyArn=ADMINISTRATOR)
    iam.put_user_policy(UserName=member, PolicyName="Own", PolicyDocument=EVERYTHING)
    for user in ("Lead", "Other"):
        assert refused(iam.attach_user_policy, UserName=user, PolicyArn=ADMINISTRATOR)
        assert refused(iam.put_user_policy, UserName=user, PolicyName="Own", PolicyDocument=EVERYTHING)


def test_no_key_is_made_for_somebody_else(iam: Any, member: str) -> None:
    assert refused(iam.create_access_key, UserName="Other")
    assert refused(iam.add_user_to_group, UserName=member, GroupName="Leads")


def test_whoever_is_created_can_have_mfa(iam: Any, member: str) -> None:
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]["SerialNumber"]
    codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
    assert refused(iam.enable_mfa_device, UserName="Other", SerialNumber=device, **codes)
    iam.enable_mfa_device(UserName=member, SerialNumber=device, **codes)
    assert refused(iam.deactivate_mfa_device, UserName="Other", SerialNumber=device)
    iam.deactivate_mfa_device(UserName=member, SerialNumber=device)
    iam.delete_virtual_mfa_device(SerialNumber=device)


def test_whoever_is_created_can_do_no_more(team: Team, iam: Any, member: str) -> None:
    iam.put_user_policy(UserName=member, PolicyName="Own", PolicyDocument=EVERYTHING)
    key = iam.create_access_key(UserName=member)["AccessKey"]
    own = team.account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"])
    own("sqs").list_queues()
    assert refused(own("s3").list_buckets)
    assert refused(own("secretsmanager").get_secret_value, SecretId="iam/Lead/access-key")
    assert refused(own("iam").create_user, UserName="Next", Path="/team/")
    assert refused(own("iam").delete_user_permissions_boundary, UserName=member)
    own("iam").create_user(UserName="Next", Path="/team/", PermissionsBoundary=team.boundary)


def test_the_lead_is_held_too(team: Team) -> None:
    team.lead("sqs").list_queues()
    assert refused(team.lead("s3").list_buckets)
    role = BOOTSTRAP_DEPLOY.format(team.account.id)
    assert refused(team.lead("sts").assume_role, RoleArn=role, RoleSessionName="test")
