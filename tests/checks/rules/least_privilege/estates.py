"""Policies, and users, groups and roles that have them."""

from __future__ import annotations

from typing import Any

from tests.checks.samples import role

ROLE = "arn:aws:iam::123456789012:role/Rolle"


def has(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a role R, named Rolle, with an inline policy named P."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    trusted = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return role(trusted, RoleName="Rolle", Policies=[{"PolicyName": "P", "PolicyDocument": document}], **more)


def boundary(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a managed policy B, to be referred to as a boundary."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return {"B": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}}


def group(*statements: dict[str, Any], name: str = "Gruppe") -> dict[str, Any]:
    """Return a group G with an inline policy named P."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    properties = {"GroupName": name, "Policies": [{"PolicyName": "P", "PolicyDocument": document}]}
    return {"G": {"Type": "AWS::IAM::Group", "Properties": properties}}


def user(name: str, *groups: str, **more: Any) -> dict[str, Any]:
    """Return a user whose logical id is its name."""
    properties = {"UserName": name, "Groups": list(groups), **more}
    return {name: {"Type": "AWS::IAM::User", "Properties": properties}}
