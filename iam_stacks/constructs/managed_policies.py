"""The managed policies of a principal, ours and AWS's."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam


def managed_policies_of(
    policies: Sequence[iam.IManagedPolicy], managed_policies: Sequence[str]
) -> list[iam.IManagedPolicy]:
    """Return customer managed policies followed by AWS-managed ones, which are given by name and path."""
    return [*policies, *map(iam.ManagedPolicy.from_aws_managed_policy_name, managed_policies)]
