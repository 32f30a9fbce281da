"""Short ways to write users, groups, roles and policies in templates; the logical id of each is its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.path import Path
from tests.escalation.conftest import ACCOUNT

Json = Mapping[str, Any]

IAM = f"arn:aws:iam::{ACCOUNT}:"
US: Json = {"AWS": f"{IAM}root"}
"""A trust policy with it leaves it to the account's policies who assumes the role."""

LAMBDA: Json = {"Service": "lambda.amazonaws.com"}


def allow(actions: str | Sequence[str], resource: str | Sequence[str], **condition: Json) -> Json:
    """Return an Allow; resources of IAM are named without the beginning of their ARN."""
    return _statement("Allow", actions, resource, condition)


def deny(actions: str | Sequence[str], resource: str | Sequence[str], **condition: Json) -> Json:
    """Return a Deny."""
    return _statement("Deny", actions, resource, condition)


def _statement(effect: str, actions: str | Sequence[str], resource: str | Sequence[str], condition: Json) -> Json:
    resources = [resource] if isinstance(resource, str) else resource
    named = [each if each == "*" or each.startswith("arn:") else f"{IAM}{each}" for each in resources]
    return {"Effect": effect, "Action": actions, "Resource": named} | ({"Condition": condition} if condition else {})


ANYTHING = allow("*", "*")
"""What makes an administrator."""


def document(*statements: Json) -> Json:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def user(name: str, *statements: Json, tags: Mapping[str, str] | None = None, **properties: Any) -> dict[str, Any]:
    """Return a user with an inline policy `p`."""
    return _identity("User", name, statements, tags, properties)


def group(name: str, *statements: Json, **properties: Any) -> dict[str, Any]:
    """Return a group with an inline policy `p`."""
    return _identity("Group", name, statements, None, properties)


def role(
    name: str, *statements: Json, trusts: Json = LAMBDA, tags: Mapping[str, str] | None = None, **properties: Any
) -> dict[str, Any]:
    """Return a role with an inline policy `p`, which trusts a principal or has a trust statement."""
    trust = trusts if "Effect" in trusts else {"Effect": "Allow", "Principal": trusts, "Action": "sts:AssumeRole"}
    return _identity("Role", name, statements, tags, {"AssumeRolePolicyDocument": document(trust)} | properties)


def policy(name: str, *statements: Json, **properties: Any) -> dict[str, Any]:
    """Return a managed policy."""
    given = {"ManagedPolicyName": name, "PolicyDocument": document(*statements), **properties}
    return {name: {"Type": "AWS::IAM::ManagedPolicy", "Properties": given}}


def function(name: str, role: str) -> dict[str, Any]:
    """Return a Lambda function that runs with a role."""
    given = {"FunctionName": name, "Role": f"{IAM}role/{role}"}
    return {name: {"Type": "AWS::Lambda::Function", "Properties": given}}


def administrator(name: str = "r9", **properties: Any) -> dict[str, Any]:
    """Return a role that is administrator, and whom nobody can become but by the properties."""
    return role(name, ANYTHING, **properties)


def _identity(
    kind: str, name: str, statements: Sequence[Json], tags: Mapping[str, str] | None, properties: Json
) -> dict[str, Any]:
    given: dict[str, Any] = {f"{kind}Name": name, **properties}
    if statements:
        given["Policies"] = [{"PolicyName": "p", "PolicyDocument": document(*statements)}]
    if tags:
        given["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {name: {"Type": f"AWS::IAM::{kind}", "Properties": given}}


def short(arn: str) -> str:
    """Return the part of an ARN that tells things of an account apart."""
    return arn.split(":", 5)[5]


Step = tuple[str, str, str]


def steps(path: Path) -> list[Step]:
    """Return who does what to gain whose power, for each hop."""
    return [(short(hop.actor), hop.method.id, short(hop.to)) for hop in path.hops]


def ways(account: Account, *, administrators: Sequence[str] = ()) -> dict[str, list[Step]]:
    """Return the path of each principal that can become administrator."""
    paths = Escalation(account, administrators=administrators).to_administrators()
    return {short(path.start): steps(path) for path in paths}
