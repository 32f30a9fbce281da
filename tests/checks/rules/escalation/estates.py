"""Users, groups and roles of which some can become others; logical ids are the names."""

from __future__ import annotations

from typing import Any

IAM = "arn:aws:iam::123456789012:"
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def inline(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return the property of one inline policy named P, or none."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return {"Policies": [{"PolicyName": "P", "PolicyDocument": document}]} if statements else {}


def user(name: str, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a user with an inline policy."""
    return {name: {"Type": "AWS::IAM::User", "Properties": {"UserName": name, **inline(*statements), **more}}}


def group(name: str, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a group with an inline policy."""
    return {name: {"Type": "AWS::IAM::Group", "Properties": {"GroupName": name, **inline(*statements), **more}}}


def role(name: str, trusted: Any, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a role with an inline policy, and whom it trusts: an account, an ARN, or a Principal element."""
    principal = trusted if isinstance(trusted, dict) else {"AWS": trusted}
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [trust]}
    properties = {"RoleName": name, "AssumeRolePolicyDocument": document, **inline(*statements), **more}
    return {name: {"Type": "AWS::IAM::Role", "Properties": properties}}


def rewrites(name: str, **more: Any) -> dict[str, Any]:
    """Return a statement that lets a user write a policy of its own."""
    return {"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": f"{IAM}user/{name}", **more}


def assumes(name: str, **more: Any) -> dict[str, Any]:
    """Return a statement that lets somebody assume a role."""
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": f"{IAM}role/{name}", **more}
