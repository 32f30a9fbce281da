"""Resources and outputs as templates declare them, for what is to be said about more than policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.cloudformation.arns import KINDS
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import Fault
from iam_stacks.account.model import Declared, Output
from iam_stacks.account.place import Place

_SERVICES = ("AWS::IAM::", "AWS::RolesAnywhere::", "AWS::SecretsManager::")
_TYPES = frozenset(
    (
        "AWS::AccessAnalyzer::Analyzer",
        "AWS::AutoScaling::LaunchConfiguration",
        "AWS::CloudTrail::Trail",
        "AWS::CloudWatch::Alarm",
        "AWS::Config::ConfigRule",
        "AWS::Config::OrganizationConfigRule",
        "AWS::EC2::Instance",
        "AWS::EC2::LaunchTemplate",
        "AWS::KMS::Alias",
        "AWS::KMS::Key",
        "AWS::KMS::ReplicaKey",
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::S3::Bucket",
        "AWS::SNS::Subscription",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicInlinePolicy",
        "AWS::SNS::TopicPolicy",
        "AWS::SSO::PermissionSet",
        "AWS::SecurityHub::Hub",
        "Custom::AWS",
        "Custom::PasswordPolicy",
        "Custom::RotatedAccessKey",
    )
)
"""What watches identities, what that is kept and told with, what has permissions beside them, and what sets of them
what no type of IAM does: by our constructs, or a call of AWS."""
_DOCUMENTS = frozenset(("AssumeRolePolicyDocument", "KeyPolicy", "Policies", "PolicyDocument", "ResourcePolicy"))
"""Properties that are read as policies."""


def declared(deployment: Deployment) -> Iterator[Declared]:
    """Yield the resources of IAM, and those that hold its secrets or watch it, that are not known to be left out."""
    for resource in deployment.resources():
        if resource.type not in _TYPES and not resource.type.startswith(_SERVICES):
            continue
        exists = _exists(resource)
        if exists is not False:
            resolver = resource.resolver
            yield Declared(
                type=resource.type,
                place=resource.place,
                stack=deployment.name_of(resolver.stack),
                region=resolver.pseudo["AWS::Region"],
                arn=_arn(resource),
                properties=_resolved(resource),
                raw=resource.properties,
                template=resolver.stack.template,
                certain=exists is True,
            )


def outputs(deployment: Deployment) -> Iterator[Output]:
    """Yield the outputs of all stacks, but for those whose value is wrong."""
    for resolver in deployment.resolvers:
        for name, output in resolver.stack.section("Outputs").items():
            place = Place(resolver.stack.file, "", ("Outputs", name, "Value"))
            try:
                value = deployment.outputs.value(resolver, name)
            except (Fault, RecursionError):
                continue
            yield Output(place=place, value=value, raw=output["Value"], template=resolver.stack.template)


def _exists(resource: Resource) -> bool | None:
    try:
        return resource.resolver.exists(resource.logical_id)
    except (Fault, RecursionError):
        return None


def _arn(resource: Resource) -> str | None:
    try:
        return resource.arn if resource.type in KINDS else None
    except (Fault, RecursionError):
        return None


def _resolved(resource: Resource) -> Mapping[str, Any]:
    found = {}
    for name in resource.properties.keys() - _DOCUMENTS:
        try:
            found[name] = resource.get(name)
        except (Fault, RecursionError):
            continue
    return {name: value for name, value in sorted(found.items()) if value is not None}
