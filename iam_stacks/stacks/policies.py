"""Customer managed policies from `iam.yaml`, and the stack that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, Policy
from iam_stacks.config.policy import part_name
from iam_stacks.policy import fill_pseudo_parameters

_PSEUDO = {
    "AWS::AccountId": Aws.ACCOUNT_ID,
    "AWS::Partition": Aws.PARTITION,
    "AWS::Region": Aws.REGION,
    "AWS::URLSuffix": Aws.URL_SUFFIX,
}


def policies_of_people(estate: Estate) -> set[str]:
    """Return the policies that groups and users have; all others belong to the roles' stack.

    So a policy that roles give up does not move: the people's stack, which is deployed first, could not take its name.
    """
    people = chain(estate.groups.values(), estate.users.values())
    return set(chain.from_iterable(principal.policies for principal in people))


def define_policies(scope: Construct, policies: Mapping[str, Policy]) -> dict[str, list[iam.ManagedPolicy]]:
    """Define customer managed policies, each under its name, and those that a long one takes besides inside it."""
    return {name: list(_define(scope, name, policy)) for name, policy in policies.items()}


def _define(scope: Construct, name: str, policy: Policy) -> Iterator[iam.ManagedPolicy]:
    for index, statements in enumerate(policy.documents()):
        part = iam.ManagedPolicy(
            scope,
            part_name(name, index),
            managed_policy_name=part_name(name, index),
            path=policy.path,
            description=policy.description,
            statements=as_statements(statements),
        )
        scope = scope if index else part
        yield part


def as_statements(statements: Iterable[Mapping[str, Any]]) -> list[iam.PolicyStatement]:
    """Return the statements of a file with CDK's tokens in the place of pseudo parameters."""
    return [iam.PolicyStatement.from_json(filled(statement)) for statement in statements]


def policies_by_name(scope: Construct, name: str, policy: Policy) -> list[iam.IManagedPolicy]:
    """Refer to a policy of another stack, and those that it takes besides."""
    parts = [part_name(name, index) for index in range(len(policy.documents()))]
    return [policy_by_name(scope, part, policy.path) for part in parts]


def policy_by_name(scope: Construct, name: str, path: str) -> iam.IManagedPolicy:
    """Refer to a policy of another stack by its ARN, which is known: no export that would block later changes."""
    arn = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:policy{path}{name}"
    return iam.ManagedPolicy.from_managed_policy_arn(scope, name, arn)


def filled(part: Any) -> Any:
    """Put CDK's tokens into the place of pseudo parameters, wherever a part of the file has text."""
    if isinstance(part, str):
        return fill_pseudo_parameters(part, _PSEUDO)
    if isinstance(part, dict):
        return {key: filled(value) for key, value in part.items()}
    return [filled(item) for item in part]
