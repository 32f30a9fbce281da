"""Customer managed policies from `iam.yaml`, and the stack that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, Policy
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


def define_policies(scope: Construct, policies: Mapping[str, Policy]) -> dict[str, iam.ManagedPolicy]:
    """Define customer managed policies, each under its name."""
    return {
        name: iam.ManagedPolicy(
            scope,
            name,
            managed_policy_name=name,
            path=policy.path,
            description=policy.description,
            # Allow before Deny, which means the same to IAM: cdk-nag reads a policy as text, and takes the actions of a
            # Deny for those of an Allow that comes after it.
            statements=[
                iam.PolicyStatement.from_json(_filled(statement.as_json()))
                for statement in sorted(policy.statements, key=lambda statement: statement.effect)
            ],
        )
        for name, policy in policies.items()
    }


def policy_by_name(scope: Construct, name: str, policy: Policy) -> iam.IManagedPolicy:
    """Refer to a policy of another stack by its ARN, which is known: no export that would block later changes."""
    arn = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:policy{policy.path}{name}"
    return iam.ManagedPolicy.from_managed_policy_arn(scope, name, arn)


def _filled(part: Any) -> Any:
    """Put CDK's tokens into the place of pseudo parameters, wherever a document has text."""
    if isinstance(part, str):
        return fill_pseudo_parameters(part, _PSEUDO)
    if isinstance(part, dict):
        return {key: _filled(value) for key, value in part.items()}
    return [_filled(item) for item in part]
