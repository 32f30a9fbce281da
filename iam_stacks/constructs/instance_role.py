"""The role of instances of EC2."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.trusted_role import TrustedRole
from iam_stacks.policy import TrustPolicy, limits


class InstanceRole(TrustedRole):
    """A role that only EC2 can assume, with the instance profile by which instances get it.

    AWS source: IAM User Guide, "Use instance profiles".

    Attributes:
        instance_profile: the profile, which holds this one role.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        role_name: str | None = None,
        path: str | None = None,
        description: str | None = None,
        instance_profile_name: str | None = None,
        policies: Sequence[iam.IManagedPolicy] = (),
        managed_policies: Sequence[str] = (),
        managed_policies_quota: int | None = None,
        permissions_boundary: iam.IManagedPolicy | None = None,
    ) -> None:
        """Define a role and its instance profile.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            role_name: its name in AWS. Default: CloudFormation chooses one.
            path: the path in AWS of role and profile. Default: `/`.
            description: what it is for. Default: none.
            instance_profile_name: the profile's name in AWS. Default: that of the role.
            policies: customer managed policies to attach. Default: none.
            managed_policies: AWS-managed policies to attach, by name and path. Default: none.
            managed_policies_quota: how many managed policies the account allows a role, 25 at most. Default: 20.
            permissions_boundary: the most that the role may ever be allowed. Default: none.

        Raises:
            PolicyError: IAM would not accept a name, the path, the description or so many policies.
        """
        limits.INSTANCE_PROFILE_NAME.require("instance_profile_name", instance_profile_name)
        super().__init__(
            scope,
            id,
            trust=TrustPolicy.ec2(),
            role_name=role_name,
            path=path,
            description=description,
            policies=policies,
            managed_policies=managed_policies,
            managed_policies_quota=managed_policies_quota,
            permissions_boundary=permissions_boundary,
        )
        self.instance_profile = iam.InstanceProfile(
            self, "InstanceProfile", role=self, instance_profile_name=instance_profile_name or role_name, path=path
        )
