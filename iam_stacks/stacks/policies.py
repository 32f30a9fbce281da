"""Customer managed policies from `iam.yaml`, and the stack that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate, Policy, Statement
from iam_stacks.policy import fill_pseudo_parameters

_PSEUDO = {
    "AWS::AccountId": Aws.ACCOUNT_ID,
    "AWS::Partition": Aws.PARTITION,
    "AWS::Region": Aws.REGION,
    "AWS::URLSuffix": Aws.URL_SUFFIX,
}


def policies_of_roles_only(estate: Estate) -> set[str]:
    """Return the policies that roles use and people do not; all others belong to the people's stack."""
    people = chain(estate.groups.values(), estate.users.values())
    used_by_people = set(chain.from_iterable(principal.policies for principal in people))
    used_by_roles = set(chain.from_iterable(role.policies for role in estate.roles.values()))
    return used_by_roles - used_by_people


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
            statements=[_statement(statement) for statement in sorted(policy.statements, key=lambda s: s.effect)],
        )
        for name, policy in policies.items()
    }


def policy_by_name(scope: Construct, name: str, policy: Policy) -> iam.IManagedPolicy:
    """Refer to a policy of another stack by its ARN, which is known: no export that would block later changes."""
    arn = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:policy{policy.path}{name}"
    return iam.ManagedPolicy.from_managed_policy_arn(scope, name, arn)


def _statement(statement: Statement) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=statement.sid,
        effect=iam.Effect.ALLOW if statement.effect == "Allow" else iam.Effect.DENY,
        actions=list(statement.actions) or None,
        not_actions=list(statement.not_actions) or None,
        resources=_filled(statement.resources) or None,
        not_resources=_filled(statement.not_resources) or None,
        conditions={
            operator: {key: _one_or_many(_filled(values)) for key, values in keys.items()}
            for operator, keys in statement.conditions.items()
        },
    )


def _filled(texts: Iterable[str]) -> list[str]:
    return [fill_pseudo_parameters(text, _PSEUDO) for text in texts]


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
