"""The roles that machines outside of AWS may ask for."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_rolesanywhere as rolesanywhere
from constructs import Construct

from iam_stacks.policy import PolicyError, limits


class RolesAnywhereProfile(Construct):
    """Which roles IAM Roles Anywhere may hand out, and for how long; each role's trust policy says to whom.

    AWS source: IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model".

    Attributes:
        profile_arn: its ARN, which a machine names when it asks for credentials.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        roles: Sequence[iam.IRole],
        session_duration: Duration | None = None,
    ) -> None:
        """Define a profile, enabled.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            name: its name in AWS.
            roles: the roles.
            session_duration: how long credentials are good for, from 15 minutes to 12 hours. Default: 1 hour.

        Raises:
            PolicyError: the name is none, no role is given, or the duration is out of range.
        """
        super().__init__(scope, id)
        limits.ROLES_ANYWHERE_NAME.require("name", name)
        if not roles:
            raise PolicyError("a profile needs one role at least")
        seconds = int((session_duration or Duration.hours(1)).to_seconds())
        least, most = limits.ROLES_ANYWHERE_SECONDS
        if not least <= seconds <= most:
            raise PolicyError(f"session_duration of {seconds:,} seconds is not allowed; give {least:,} to {most:,}")
        profile = rolesanywhere.CfnProfile(
            self,
            "Resource",
            name=name,
            enabled=True,
            role_arns=[role.role_arn for role in roles],
            duration_seconds=seconds,
        )
        self.profile_arn: str = profile.attr_profile_arn
