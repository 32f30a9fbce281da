"""The managed policies of a principal, ours and AWS's."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam

from iam_stacks.policy import PolicyError, limits


def managed_policies_of(
    policies: Sequence[iam.IManagedPolicy], managed_policies: Sequence[str]
) -> list[iam.IManagedPolicy]:
    """Return customer managed policies followed by AWS-managed ones, which are given by name and path.

    Raises:
        PolicyError: an AWS-managed policy is not given by its name, or one text is given for a list.
    """
    if isinstance(managed_policies, str):
        raise PolicyError(f"managed_policies {managed_policies!r} is not allowed; give a list of names")
    names = list(managed_policies)
    for name in names:
        if not isinstance(name, str):
            raise PolicyError(
                "managed_policies takes names of AWS-managed policies; give policies of your own as policies"
            )
        limits.MANAGED_POLICY.require("managed_policies", name)
    return [*policies, *map(iam.ManagedPolicy.from_aws_managed_policy_name, names)]
