"""Small accounts, made in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.model import Group, Policy, ResourcePolicy, Role, User
from iam_stacks.policy.document import Document

ACCOUNT = "123456789012"
IAM = f"arn:aws:iam::{ACCOUNT}:"

Statement = Mapping[str, Any]


def allow(action: Any, resource: Any = "*", **elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **elements}


def deny(action: Any, resource: Any = "*", **elements: Any) -> dict[str, Any]:
    return {**allow(action, resource, **elements), "Effect": "Deny"}


def policy(name: str, *statements: Statement) -> Policy:
    return Policy(name, Document.parse({"Version": "2012-10-17", "Statement": [dict(each) for each in statements]}))


def group(name: str, *statements: Statement) -> Group:
    return Group(
        arn=f"{IAM}group/{name}", name=name, policies=(policy(f"{name}/P", *statements),) if statements else ()
    )


def user(
    name: str,
    *statements: Statement,
    groups: Sequence[Group] = (),
    boundary: Sequence[Statement] = (),
    tags: Mapping[str, str] | None = None,
) -> User:
    return User(
        arn=f"{IAM}user/{name}",
        name=name.rpartition("/")[2],
        policies=(policy(f"{name}/P", *statements),) if statements else (),
        groups=tuple(groups),
        boundary=policy("Boundary", *boundary) if boundary else None,
        tags=tuple((tags or {}).items()),
    )


def role(name: str, *statements: Statement, trusts: Sequence[Statement] = ()) -> Role:
    return Role(
        arn=f"{IAM}role/{name}",
        name=name,
        trust=policy(f"{name}/trust", *trusts) if trusts else None,
        policies=(policy(f"{name}/P", *statements),) if statements else (),
    )


def trusting(principal: Any, **elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **elements}


def bucket(name: str, *statements: Statement) -> ResourcePolicy:
    arn = f"arn:aws:s3:::{name}"
    return ResourcePolicy(
        resource=arn,
        covers=(arn, f"{arn}/*"),
        kind="AWS::S3::BucketPolicy",
        policy=policy(f"{name}/Policy", *statements),
    )


def key(name: str, *statements: Statement) -> ResourcePolicy:
    arn = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/{name}"
    return ResourcePolicy(
        resource=arn, covers=(arn,), kind="AWS::KMS::Key", policy=policy(f"{name}/KeyPolicy", *statements)
    )


def account(*things: User | Role | Group | ResourcePolicy, **given: Any) -> Account:
    def all_of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(each for each in things if isinstance(each, kind))

    named: dict[str, Any] = {"account_id": ACCOUNT, "account_from": "it is given", "partition": "aws"}
    return Account(
        **{**named, "region": "eu-central-1", **given},
        users=all_of(User),
        groups=all_of(Group),
        roles=all_of(Role),
        resource_policies=all_of(ResourcePolicy),
    )
