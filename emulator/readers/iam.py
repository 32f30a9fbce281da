"""Readers of IAM."""

import re
from typing import Any

from emulator import trust
from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed
from emulator.resource import Resource
from emulator.tables import Row


def user(clients: Clients, resource: Resource) -> Row:
    """Read a user."""
    iam, name = clients("iam"), resource.physical_id
    found = iam.get_user(UserName=name)["User"]
    groups = [group["GroupName"] for group in iam.list_groups_for_user(UserName=name)["Groups"]]
    keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    return name, found["Path"], listed(groups), _console(iam, name), str(len(keys))


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
    return name, _policies(attached, inline), listed(members)


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
    wanted = resource.properties(clients, "GroupName", "Users")
    members = {user["UserName"] for user in clients("iam").get_group(GroupName=wanted["GroupName"])["Users"]}
    if missing := set(wanted["Users"]) - members:
        raise LookupError(f"not in group {wanted['GroupName']}: {listed(sorted(missing))}")
    return wanted["GroupName"], listed(wanted["Users"])


def oidc_provider(clients: Clients, resource: Resource) -> Row:
    """Read an OpenID Connect provider."""
    found = clients("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=resource.physical_id)
    return found["Url"].removeprefix("https://"), listed(found["ClientIDList"])


def instance_profile(clients: Clients, resource: Resource) -> Row:
    """Read an instance profile, and the roles in it."""
    found = clients("iam").get_instance_profile(InstanceProfileName=resource.physical_id)["InstanceProfile"]
    return found["InstanceProfileName"], found["Path"], listed([role["RoleName"] for role in found["Roles"]])


def saml_provider(clients: Clients, resource: Resource) -> Row:
    """Read a SAML provider, and whose metadata it has."""
    found = clients("iam").get_saml_provider(SAMLProviderArn=resource.physical_id)
    issuer = re.search('entityID="([^"]*)"', found["SAMLMetadataDocument"])
    return last_part(resource.physical_id), issuer[1] if issuer else "-"


def inline_policy(clients: Clients, resource: Resource) -> Row:
    """Read a policy where it is: in the roles, users and groups that it belongs to."""
    iam, wanted = clients("iam"), resource.properties(clients, "PolicyName", "Roles", "Users", "Groups")
    name = wanted["PolicyName"]
    for role in wanted.get("Roles", []):
        iam.get_role_policy(RoleName=role, PolicyName=name)
    for user in wanted.get("Users", []):
        iam.get_user_policy(UserName=user, PolicyName=name)
    for group in wanted.get("Groups", []):
        iam.get_group_policy(GroupName=group, PolicyName=name)
    return name, listed([holder for key in ("Roles", "Users", "Groups") for holder in wanted.get(key, [])])


def _policies(attached: list[dict[str, str]], inline: list[str]) -> str:
    return listed([policy["PolicyName"] for policy in attached] + [f"{name} (inline)" for name in inline])


KINDS = {
    "AWS::IAM::User": Kind("users", ("name", "path", "groups", "console", "access keys"), user),
    "AWS::IAM::Group": Kind("groups", ("name", "policies", "members"), group),
    "AWS::IAM::UserToGroupAddition": Kind("additions to groups", ("group", "users"), addition),
    "AWS::IAM::Role": Kind("roles", ("name", "trusts", "policies"), role),
    "AWS::IAM::ServiceLinkedRole": Kind("roles of services", ("name", "trusts", "policies"), role),
    "AWS::IAM::ManagedPolicy": Kind("managed policies", ("name", "path", "version", "attachments"), managed_policy),
    "AWS::IAM::Policy": Kind("inline policies", ("name", "of"), inline_policy),
    "AWS::IAM::InstanceProfile": Kind("instance profiles", ("name", "path", "roles"), instance_profile),
    "AWS::IAM::AccessKey": Kind("access keys", ("id", "user", "status"), access_key),
    "AWS::IAM::OIDCProvider": Kind("OpenID Connect providers", ("url", "audiences"), oidc_provider),
    "AWS::IAM::SAMLProvider": Kind("SAML providers", ("name", "issuer"), saml_provider),
}
