"""The whole of `iam.yaml`."""

from __future__ import annotations

from pydantic import StrictBool

from iam_stacks.config.group import Group
from iam_stacks.config.model import Model
from iam_stacks.config.policy import Policy
from iam_stacks.config.provider import Provider
from iam_stacks.config.role import Role
from iam_stacks.config.text import GroupName, PolicyName, ProviderName, RoleName, TagKey, TagValue, UserName
from iam_stacks.config.user import User


class Estate(Model):
    """The identities of one AWS account: a key of each mapping is the name in AWS and the construct's id."""

    tags: dict[TagKey, TagValue] = {}
    """Tags of every resource that can have them."""
    termination_protection: StrictBool = False
    """Refuse to delete the stacks until this is turned off."""
    policies: dict[PolicyName, Policy] = {}
    """Customer managed policies."""
    groups: dict[GroupName, Group] = {}
    """Groups."""
    users: dict[UserName, User] = {}
    """Users."""
    providers: dict[ProviderName, Provider] = {}
    """OpenID Connect providers."""
    roles: dict[RoleName, Role] = {}
    """Roles."""
