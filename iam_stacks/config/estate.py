"""The whole of `iam.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool

from iam_stacks.config.account import Account
from iam_stacks.config.boundary import Boundary
from iam_stacks.config.checks import Checks
from iam_stacks.config.group import Group
from iam_stacks.config.guarantee import Guarantee, Selected, TargetText
from iam_stacks.config.marks import NEVER_NULL
from iam_stacks.config.model import Model, Thing
from iam_stacks.config.monitoring import Monitoring
from iam_stacks.config.policy import Policy
from iam_stacks.config.principal import BoundedPrincipal
from iam_stacks.config.provider import Provider
from iam_stacks.config.quotas import Quotas
from iam_stacks.config.role import Role
from iam_stacks.config.text import AccountId, GroupName, PolicyName, ProviderName, RoleName, TagKey, TagValue, UserName
from iam_stacks.config.user import User


class Estate(Model):
    """The identities of one AWS account: a key of each mapping is the name in AWS and the construct's id."""

    tags: dict[TagKey, TagValue] = {}
    """Tags of every resource that can have them."""
    termination_protection: StrictBool = False
    """Refuse to delete the stacks until this is turned off."""
    own_accounts: tuple[AccountId, ...] = ()
    """The accounts that are ours, besides the one deployed to: roles may trust them without an external id."""
    account: Account = Account()
    """Settings of which an account has one, such as its password policy."""
    quotas: Quotas = Quotas()
    """Quotas that AWS has raised for the account."""
    checks: Checks = Checks()
    """How `IamChecks` judges."""
    administrators: tuple[Selected, ...] = ()
    """Who is meant to be an administrator: `user/Name`, `role/Name`, or `group/Name` for its members. Whoever else can
    become one fails the synthesis."""
    targets: tuple[TargetText, ...] = ()
    """What few may reach, such as `s3:GetObject arn:aws:s3:::payroll/*`. Whoever can gain it from others, without being
    allowed it, fails the synthesis."""
    guarantees: tuple[Guarantee, ...] = ()
    """What must be true of the account."""
    monitoring: Annotated[Monitoring | None, NEVER_NULL] = None
    """What is watched, and who hears of it: a stack of its own. Destroy that before this is taken out: a stack that is
    left out of an app keeps what it has."""
    policies: dict[PolicyName, Policy] = {}
    """Customer managed policies."""
    boundaries: dict[PolicyName, Boundary] = {}
    """Permissions boundaries."""
    groups: dict[GroupName, Group] = {}
    """Groups."""
    users: dict[UserName, User] = {}
    """Users."""
    providers: dict[ProviderName, Provider] = {}
    """Identity providers, and certificate authorities for IAM Roles Anywhere."""
    roles: dict[RoleName, Role] = {}
    """Roles."""

    def thing(self, section: str, name: str) -> Thing:
        """Return what stands at a key of a section."""
        part = getattr(self, section)
        found: Thing = part[name] if isinstance(part, dict) else getattr(part, name)
        return found

    def boundary_of(self, principal: BoundedPrincipal) -> str | None:
        """Return the key of a user's or role's boundary, if it has one."""
        if principal.permissions_boundary is None and principal.takes_default_boundary:
            return next((name for name, boundary in self.boundaries.items() if boundary.default), None)
        return principal.permissions_boundary or None
