"""How each resource of a stack is read back: type -> the table that it appears in, and the reader of its row.

CREATE_COMPLETE proves that CloudFormation called a handler; these ask the service itself. A row says what is there,
never a secret.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator import trust
from emulator.clients import Clients
from emulator.resource import Resource
from emulator.tables import Row


@dataclass(frozen=True)
class Kind:
    """A table: what its rows are, its columns, and who reads a row."""

    title: str
    columns: Row
    read: Callable[[Clients, Resource], Row]


def user(clients: Clients, resource: Resource) -> Row:
    """Read a user."""
    iam, name = clients("iam"), resource.physical_id
    found = iam.get_user(UserName=name)["User"]
    groups = [group["GroupName"] for group in iam.list_groups_for_user(UserName=name)["Groups"]]
    keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    return name, found["Path"], _listed(groups), _console(iam, name), str(len(keys))


def _console(iam: Any, user_name: str) -> str:
    try:
        iam.get_login_profile(UserName=user_name)
    except iam.exceptions.NoSuchEntityException:
        return "no"
    return "yes"


def group(clients: Clients, resource: Resource) -> Row:
    """Read a group."""
    iam, name = clients("iam"), resource.physical_id
    members = [member["UserName"] for member in iam.get_group(GroupName=name)["Users"]]
    attached = iam.list_attached_group_policies(GroupName=name)["AttachedPolicies"]
    inline = iam.list_group_policies(GroupName=name)["PolicyNames"]
    return name, _policies(attached, inline), _listed(members)


def role(clients: Clients, resource: Resource) -> Row:
    """Read a role."""
    iam, name = clients("iam"), resource.physical_id
    found = iam.get_role(RoleName=name)["Role"]
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
    return name, trust.in_short(found["AssumeRolePolicyDocument"]), _policies(attached, inline)


def managed_policy(clients: Clients, resource: Resource) -> Row:
    """Read a managed policy of the account's own."""
    found = clients("iam").get_policy(PolicyArn=resource.physical_id)["Policy"]
    return found["PolicyName"], found["Path"], found["DefaultVersionId"], str(found["AttachmentCount"])


def access_key(clients: Clients, resource: Resource) -> Row:
    """Read an access key, but not its secret."""
    iam, key_id = clients("iam"), resource.physical_id
    owner = iam.get_access_key_last_used(AccessKeyId=key_id)["UserName"]
    keys = {key["AccessKeyId"]: key for key in iam.list_access_keys(UserName=owner)["AccessKeyMetadata"]}
    return key_id, owner, keys[key_id]["Status"]


def addition(clients: Clients, resource: Resource) -> Row:
    """Read whether the users joined; the addition itself is nothing that IAM knows."""
    wanted = resource.properties(clients)
    members = {user["UserName"] for user in clients("iam").get_group(GroupName=wanted["GroupName"])["Users"]}
    if missing := set(wanted["Users"]) - members:
        raise LookupError(f"not in group {wanted['GroupName']}: {_listed(sorted(missing))}")
    return wanted["GroupName"], _listed(wanted["Users"])


def oidc_provider(clients: Clients, resource: Resource) -> Row:
    """Read an OpenID Connect provider."""
    found = clients("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=resource.physical_id)
    return found["Url"].removeprefix("https://"), _listed(found["ClientIDList"])


def secret(clients: Clients, resource: Resource) -> Row:
    """Read a secret's name, but not its value."""
    found = clients("secretsmanager").describe_secret(SecretId=resource.physical_id)
    return found["Name"], found.get("KmsKeyId", "aws/secretsmanager").rpartition(":key/")[2]


def key(clients: Clients, resource: Resource) -> Row:
    """Read a KMS key."""
    kms, key_id = clients("kms"), resource.physical_id
    found = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    rotates = kms.get_key_rotation_status(KeyId=key_id)["KeyRotationEnabled"]
    return found["KeyId"], found["Description"] or "-", found["KeyState"], "yes" if rotates else "no"


def _policies(attached: list[dict[str, str]], inline: list[str]) -> str:
    return _listed([policy["PolicyName"] for policy in attached] + [f"{name} (inline)" for name in inline])


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "-"


KINDS = {
    "AWS::IAM::User": Kind("users", ("name", "path", "groups", "console", "access keys"), user),
    "AWS::IAM::Group": Kind("groups", ("name", "policies", "members"), group),
    "AWS::IAM::UserToGroupAddition": Kind("additions to groups", ("group", "users"), addition),
    "AWS::IAM::Role": Kind("roles", ("name", "trusts", "policies"), role),
    "AWS::IAM::ManagedPolicy": Kind("managed policies", ("name", "path", "version", "attachments"), managed_policy),
    "AWS::IAM::AccessKey": Kind("access keys", ("id", "user", "status"), access_key),
    "AWS::IAM::OIDCProvider": Kind("OpenID Connect providers", ("url", "audiences"), oidc_provider),
    "AWS::SecretsManager::Secret": Kind("secrets", ("name", "encrypted with"), secret),
    "AWS::KMS::Key": Kind("keys", ("id", "description", "state", "rotates"), key),
}
