"""Users, groups, roles and their policies, out of a template's `AWS::IAM` resources.

Source: CloudFormation Template Reference Guide, "AWS Identity and Access Management".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from iam_stacks.account.cloudformation.properties import objects, tags, texts
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import text_of
from iam_stacks.account.gathered import GROUP, ROLE, USER, Attachment, Gathered, Identity, Named
from iam_stacks.account.model import ManagedPolicy, Policy
from iam_stacks.policy.layers import RESOURCE

Reader = Callable[[Resource, Gathered], None]

_HOLDERS = {"Users": USER, "Groups": GROUP, "Roles": ROLE}


def common(resource: Resource) -> dict[str, Any]:
    """Return what every part of an account has."""
    resolver = resource.resolver
    return {
        "arn": resource.arn,
        "name": resource.name,
        "path": resource.path,
        "logical_id": resource.logical_id,
        "template": resolver.stack.file,
        "stack": resolver.deployment.name_of(resolver.stack),
    }


def document(resource: Resource, gathered: Gathered, name: str) -> Policy | None:
    """Return the identity-based policy of a resource, under a name that begins with its label unless it is an ARN."""
    shown = name if name.startswith("arn:") else f"{resource.label}/{name}"
    return gathered.write(shown, resource.get("PolicyDocument"), resource.place.at("PolicyDocument"))


def _trust(resource: Resource, gathered: Gathered) -> Policy | None:
    name = "AssumeRolePolicyDocument"
    return gathered.write(f"{resource.label}/trust", resource.get(name), resource.place.at(name), layer=RESOURCE)


def _identity(kind: str, resource: Resource, gathered: Gathered) -> None:
    identity = Identity(
        kind=kind, common=common(resource), place=resource.place, assembly=resource.resolver.stack.assembly
    )
    identity.managed = texts(resource, "ManagedPolicyArns", gathered)
    identity.boundaries = texts(resource, "PermissionsBoundary", gathered)
    identity.groups = texts(resource, "Groups", gathered) if kind == USER else []
    identity.tags = tags(resource, gathered)
    for policy, place in objects(resource, "Policies", gathered):
        name = f"{resource.label}/{policy.get('PolicyName')}"
        found = gathered.write(name, policy.get("PolicyDocument"), place.at("PolicyDocument"))
        identity.inline += [found] if found else []
    if kind == ROLE:
        identity.trust = _trust(resource, gathered)
    gathered.identities.append(identity)


def _service_linked_role(resource: Resource, gathered: Gathered) -> None:
    """A role that a service has made for itself, with a policy that only the service knows.

    Source: IAM User Guide, "Create a service-linked role".
    """
    service = {"Service": resource.get("AWSServiceName", "")}
    trust = {"Statement": {"Effect": "Allow", "Principal": service, "Action": "sts:AssumeRole"}}
    path = resource.arn.split(":role", 1)[1].removesuffix(resource.name)
    identity = Identity(kind=ROLE, common=common(resource) | {"path": path}, place=resource.place)
    identity.trust = gathered.policy(f"{resource.label}/trust", trust, resource.place, layer=RESOURCE)
    gathered.identities.append(identity)
    gathered.report(resource.place, "the policies that the service gives its role are not in the template")


def attach(
    resource: Resource, gathered: Gathered, names: list[Named], kind: str, give: Callable[[Identity], None]
) -> None:
    """Note that what a resource has is given to those who are named."""
    resolver = resource.resolver
    gathered.attachments.append(
        Attachment(
            kind=kind,
            names=names,
            give=give,
            stack=resolver.deployment.name_of(resolver.stack),
            assembly=resolver.stack.assembly,
        )
    )


def _inline_policy(holders: Mapping[str, str], resource: Resource, gathered: Gathered) -> None:
    policy = document(resource, gathered, text_of(resource.get("PolicyName", "PolicyDocument")))
    if policy:
        inline = policy
        for name, kind in holders.items():
            attach(resource, gathered, texts(resource, name, gathered), kind, lambda each: each.inline.append(inline))


def _managed_policy(resource: Resource, gathered: Gathered) -> None:
    policy = document(resource, gathered, resource.arn)
    gathered.managed_policies.append(ManagedPolicy(policy=policy, **common(resource)))
    gathered.documents[resource.arn] = policy
    named = (resource.arn, resource.place)
    for name, kind in _HOLDERS.items():
        attach(resource, gathered, texts(resource, name, gathered), kind, lambda each: each.managed.append(named))


def _addition(resource: Resource, gathered: Gathered) -> None:
    groups = texts(resource, "GroupName", gathered)
    users = texts(resource, "Users", gathered)
    attach(resource, gathered, users, USER, lambda identity: identity.groups.extend(groups))


def _instance_profile(resource: Resource, gathered: Gathered) -> None:
    roles: list[str] = []
    gathered.instance_profiles.append((common(resource), roles))
    named = texts(resource, "Roles", gathered)
    attach(resource, gathered, named, ROLE, lambda role: roles.append(role.common["arn"]))


def _nothing_to_decide(resource: Resource, gathered: Gathered) -> None:
    """Access keys, certificates, MFA devices and providers give nobody permissions: trust policies name them."""


IDENTITY_READERS: Mapping[str, Reader] = {
    "AWS::IAM::User": partial(_identity, USER),
    "AWS::IAM::Group": partial(_identity, GROUP),
    "AWS::IAM::Role": partial(_identity, ROLE),
    "AWS::IAM::ServiceLinkedRole": _service_linked_role,
    "AWS::IAM::Policy": partial(_inline_policy, _HOLDERS),
    "AWS::IAM::UserPolicy": partial(_inline_policy, {"UserName": USER}),
    "AWS::IAM::GroupPolicy": partial(_inline_policy, {"GroupName": GROUP}),
    "AWS::IAM::RolePolicy": partial(_inline_policy, {"RoleName": ROLE}),
    "AWS::IAM::ManagedPolicy": _managed_policy,
    "AWS::IAM::UserToGroupAddition": _addition,
    "AWS::IAM::InstanceProfile": _instance_profile,
    "AWS::IAM::AccessKey": _nothing_to_decide,
    "AWS::IAM::OIDCProvider": _nothing_to_decide,
    "AWS::IAM::SAMLProvider": _nothing_to_decide,
    "AWS::IAM::ServerCertificate": _nothing_to_decide,
    "AWS::IAM::VirtualMFADevice": _nothing_to_decide,
}
"""What is done with each of IAM's sixteen resource types."""
