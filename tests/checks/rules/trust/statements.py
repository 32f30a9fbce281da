"""Statements of trust policies, and resources around them."""

from __future__ import annotations

from typing import Any

OTHER = "444455556666"
GITHUB = "token.actions.githubusercontent.com"
EKS = "oidc.eks.eu-west-1.amazonaws.com/id/ABC123"
COGNITO = "cognito-identity.amazonaws.com"
WEB, SAML = "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"
PARAMETER = {"Parameters": {"P": {"Type": "String"}}}


def trust(principal: Any, action: Any = "sts:AssumeRole", **condition: Any) -> dict[str, Any]:
    """Return a statement that trusts somebody; conditions are given by operator, `_` standing for `:`."""
    lines = {operator.replace("_", ":"): keys for operator, keys in condition.items()}
    made = {"Sid": "T", "Effect": "Allow", "Principal": principal, "Action": action}
    return made | ({"Condition": lines} if lines else {})


def deny(**condition: Any) -> dict[str, Any]:
    """Return a statement that denies everybody to assume a role, under conditions."""
    return trust("*", **condition) | {"Sid": "D", "Effect": "Deny"}


def provider(issuer: str) -> dict[str, Any]:
    """Return the Principal element of an OpenID Connect provider."""
    return {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{issuer}"}


def web(issuer: str, **condition: Any) -> dict[str, Any]:
    """Return a statement that trusts the identities of an issuer, for the audience that is usual."""
    given = {"StringEquals": {f"{issuer}:aud": "sts.amazonaws.com"}} | condition
    return trust(provider(issuer), WEB, **given)


def sub(issuer: str, value: Any, operator: str = "StringLike", **more: Any) -> dict[str, Any]:
    """Return a statement that trusts the identities of an issuer with a subject."""
    return web(issuer, **{operator: {f"{issuer}:sub": value}}, **more)


def bucket(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return the resource of a bucket's policy."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return {"B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "example", "PolicyDocument": document}}}
