"""Resources of generated templates: identities with documents of their own, functions, and statements for them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Final

from benchmarks.statements import ACCOUNT, Json

FUNCTION: Final = f"arn:aws:lambda:*:{ACCOUNT}:function:"
ROOT: Final = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
WITHOUT_MFA: Final[Json] = {
    "Effect": "Deny",
    "NotAction": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
    "Resource": "*",
    "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
}
_BOUNDED = ["s3:*", "dynamodb:*", "logs:*", "cloudwatch:*", "lambda:*", "sts:AssumeRole", "iam:PassRole"]
_OWN: list[Json] = [
    {"Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::{owner}-data/*"},
    {"Action": "s3:ListBucket", "Resource": ["arn:aws:s3:::{owner}-data", "arn:aws:s3:::{owner}-logs"]},
    {"Action": "s3:Get*", "Resource": "arn:aws:s3:::shared/{owner}/*"},
    {"Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:*:{account}:table/{owner}-*"},
    {"Action": "dynamodb:*Item", "Resource": "arn:aws:dynamodb:eu-west-1:{account}:table/{owner}"},
    {
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "arn:aws:logs:*:{account}:log-group:/{owner}:*",
    },
    {"Action": ["cloudwatch:Get*", "cloudwatch:List*", "logs:Describe*"], "Resource": "*"},
    {"Action": "iam:*AccessKey*", "Resource": "arn:aws:iam::{account}:user/${aws:username}"},
    {"Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::{owner}-*", "Effect": "Deny"},
]


def identity(kind: str, name: str, **properties: object) -> Json:
    """Return a user, group, role or managed policy of IAM."""
    called = "ManagedPolicyName" if kind == "ManagedPolicy" else f"{kind}Name"
    return {"Type": f"AWS::IAM::{kind}", "Properties": {called: name, **properties}}


def function(name: str) -> Json:
    """Return a function that runs with the role of the same name."""
    properties = {"FunctionName": name, "Role": arn("role", name), "Handler": "index.handler", "Runtime": "python3.13"}
    return {"Type": "AWS::Lambda::Function", "Properties": {**properties, "Code": {"ZipFile": "handler = None"}}}


def boundary(name: str) -> Json:
    """Return a managed policy for boundaries, unlike all others."""
    within = document(allow(_BOUNDED, "*"), allow("sqs:*", f"arn:aws:sqs:*:*:{name}-*"))
    return identity("ManagedPolicy", name, PolicyDocument=within)


def own(draw: random.Random, name: str, *more: Json) -> list[Json]:
    """Return an inline policy unlike all others: most statements name the owner."""
    chosen = [_OWN[0], *draw.sample(_OWN[1:], draw.randint(1, 3))]
    drawn = (
        {"Effect": "Allow", **{element: _filled(value, name) for element, value in each.items()}} for each in chosen
    )
    return [{"PolicyName": "access", "PolicyDocument": document(*drawn, *more)}]


def delegated(path: str, boundary: str) -> tuple[Json, ...]:
    """Return the statements of a delegated administrator, who makes roles of a path, within a boundary only."""
    making = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary"]
    within = allow(making, arn("role", f"{path}*"), StringEquals={"iam:PermissionsBoundary": arn("policy", boundary)})
    return within, {"Effect": "Deny", "Action": "iam:DeleteRolePermissionsBoundary", "Resource": "*"}


def trust(who: Json, **condition: Json) -> Json:
    """Return a trust policy."""
    allowed: Json = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}
    return document(_conditioned(allowed, condition))


def allow(actions: str | list[str], resources: str | list[str], **condition: Json) -> Json:
    """Return a statement."""
    return _conditioned({"Effect": "Allow", "Action": actions, "Resource": resources}, condition)


def document(*statements: Json) -> Json:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def arn(kind: str, name: str) -> str:
    """Return an ARN of IAM."""
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def _conditioned(statement: Json, condition: Json) -> Json:
    return {**statement, "Condition": condition} if condition else statement


def _filled(value: str | Iterable[str], owner: str) -> str | list[str]:
    if isinstance(value, str):
        return value.replace("{owner}", owner).replace("{account}", ACCOUNT)
    return [str(_filled(each, owner)) for each in value]
