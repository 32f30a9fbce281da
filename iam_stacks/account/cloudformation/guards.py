"""The policies of resources, out of a template.

Source: CloudFormation Template Reference Guide, the page of each resource type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from iam_stacks.account.cloudformation.lambda_permission import permission_document
from iam_stacks.account.cloudformation.properties import texts
from iam_stacks.account.cloudformation.resource import Resource, function_arn
from iam_stacks.account.cloudformation.text import text_of
from iam_stacks.account.gathered import Gathered
from iam_stacks.account.model import ResourcePolicy
from iam_stacks.policy.layers import RESOURCE
from iam_stacks.policy.symbol import symbol

_QUEUE_URL = re.compile(r"https://(?:sqs\.)?([^/.]+)\.[^/]+/([^/]+)/([^/]+)")
_SECRET_SUFFIX = re.compile(f"-{symbol('....')}$")
_ANY_SUFFIX = "-??????"


class Guard(NamedTuple):
    """How a resource type holds the policy of another resource.

    Attributes:
        document: the property with the policy.
        guarded: the property with the names of what is guarded.
        arn: makes the ARN of such a name.
        covers: makes the patterns of the ARNs that requests name.
    """

    document: str
    guarded: str
    arn: Callable[[Resource, str], str]
    covers: Callable[[str], tuple[str, ...]] = lambda arn: (arn,)


def _bucket_arn(resource: Resource, name: str) -> str:
    return f"arn:{resource.resolver.pseudo['AWS::Partition']}:s3:::{name}"


def _queue_arn(resource: Resource, url: str) -> str:
    found = _QUEUE_URL.fullmatch(url)
    partition = resource.resolver.pseudo["AWS::Partition"]
    return f"arn:{partition}:sqs:{found[1]}:{found[2]}:{found[3]}" if found else url


def _secret_arn(resource: Resource, secret: str) -> str:
    pseudo = resource.resolver.pseudo
    start = f"arn:{pseudo['AWS::Partition']}:secretsmanager:{pseudo['AWS::Region']}:{pseudo['AWS::AccountId']}:secret:"
    return secret if secret.startswith("arn:") else f"{start}{secret}{_ANY_SUFFIX}"


def _secret_covers(arn: str) -> tuple[str, ...]:
    """Return a pattern for the six characters that Secrets Manager will append to a name."""
    return (_SECRET_SUFFIX.sub(_ANY_SUFFIX, arn),)


def _itself(resource: Resource, arn: str) -> str:  # noqa: ARG001 - the others need to know where they are
    return arn


_GUARDS: Mapping[str, Guard] = {
    "AWS::S3::BucketPolicy": Guard("PolicyDocument", "Bucket", _bucket_arn, lambda arn: (arn, f"{arn}/*")),
    "AWS::SQS::QueuePolicy": Guard("PolicyDocument", "Queues", _queue_arn),
    "AWS::SQS::QueueInlinePolicy": Guard("PolicyDocument", "Queue", _queue_arn),
    "AWS::SNS::TopicPolicy": Guard("PolicyDocument", "Topics", _itself),
    "AWS::SNS::TopicInlinePolicy": Guard("PolicyDocument", "TopicArn", _itself),
    "AWS::SecretsManager::ResourcePolicy": Guard("ResourcePolicy", "SecretId", _secret_arn, _secret_covers),
}

_NOT_READ = {
    "AWS::ApiGateway::RestApi": "Policy",
    "AWS::Backup::BackupVault": "AccessPolicy",
    "AWS::CodeArtifact::Domain": "PermissionsPolicyDocument",
    "AWS::CodeArtifact::Repository": "PermissionsPolicyDocument",
    "AWS::DynamoDB::Table": "ResourcePolicy",
    "AWS::ECR::Repository": "RepositoryPolicyText",
    "AWS::EFS::FileSystem": "FileSystemPolicy",
    "AWS::Events::EventBus": "Policy",
    "AWS::Events::EventBusPolicy": "Statement",
    "AWS::Kinesis::ResourcePolicy": "ResourcePolicy",
    "AWS::Lambda::LayerVersionPermission": "Principal",
    "AWS::Logs::ResourcePolicy": "PolicyDocument",
    "AWS::OpenSearchService::Domain": "AccessPolicies",
    "AWS::Organizations::Policy": "Content",
    "AWS::S3::AccessPoint": "Policy",
    "AWS::SSO::PermissionSet": "InlinePolicy",
    "AWS::StepFunctions::StateMachineAlias": "Policy",
    "AWS::VpcLattice::AuthPolicy": "Policy",
}
"""Resource types with policies that are not read: who uses them is told so."""


def _guard(guard: Guard, resource: Resource, gathered: Gathered) -> None:
    arns = [guard.arn(resource, name) for name, _ in texts(resource, guard.guarded, gathered)]
    guarded = {arn: guard.covers(arn) for arn in arns}
    _add(resource, gathered, guarded, resource.get(guard.document), guard.document)


def _key(resource: Resource, gathered: Gathered) -> None:
    document = resource.get("KeyPolicy", default_key_policy(resource.resolver.pseudo))
    _add(resource, gathered, {resource.arn: (resource.arn,)}, document, "KeyPolicy")


def _permission(resource: Resource, gathered: Gathered) -> None:
    arn = function_arn(text_of(resource.get("FunctionName")), resource.resolver)
    _add(resource, gathered, {arn: (arn,)}, permission_document(resource, arn), "Principal")


def _not_read(resource: Resource, gathered: Gathered) -> None:
    name = _NOT_READ[resource.type]
    if name in resource.properties:
        gathered.report(resource.place.at(name), f"policies of {resource.type} are not read")


def _add(
    resource: Resource, gathered: Gathered, guarded: Mapping[str, tuple[str, ...]], document: Any, holder: str
) -> None:
    note = gathered.write if holder in resource.properties and holder != "Principal" else gathered.policy
    policy = note(f"{resource.label}/PolicyDocument", document, resource.place.at(holder), layer=RESOURCE)
    if policy:
        gathered.resource_policies += [
            ResourcePolicy(
                resource=arn,
                covers=covers,
                kind=resource.type,
                policy=policy,
                logical_id=resource.logical_id,
                template=resource.resolver.stack.file,
            )
            for arn, covers in guarded.items()
        ]


def default_key_policy(pseudo: Mapping[str, str]) -> dict[str, Any]:
    """Return the policy that KMS gives a key for which none is given.

    Source: KMS Developer Guide, "Default key policy", "Default key policy when you create a KMS key programmatically".
    """
    root = f"arn:{pseudo['AWS::Partition']}:iam::{pseudo['AWS::AccountId']}:root"
    statement = {
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": root},
        "Action": "kms:*",
        "Resource": "*",
    }
    return {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]}


GUARD_READERS: Mapping[str, Callable[[Resource, Gathered], None]] = {
    **dict.fromkeys(_NOT_READ, _not_read),
    **{kind: partial(_guard, guard) for kind, guard in _GUARDS.items()},
    "AWS::KMS::Key": _key,
    "AWS::KMS::ReplicaKey": _key,
    "AWS::Lambda::Permission": _permission,
}
"""What is done with each resource type that has or holds a policy."""
