"""Permissions boundaries in `iam.yaml`."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, StrictBool, model_validator

from iam_stacks.config.model import Model, Thing, exactly_one
from iam_stacks.config.policy import Statement, require_distinct_ids
from iam_stacks.config.text import Action, DelegatedPath, Description, PolicyPath, refuse
from iam_stacks.policy import PolicyError
from iam_stacks.policy.delegable import require_delegable
from iam_stacks.policy.delegation import delegation_statements
from iam_stacks.policy.limits import MANAGED_POLICY_SIZE
from iam_stacks.policy.size import least_size

DEFAULT_PATH = "/delegated/"


class DelegatedAdmin(Model):
    """Lets its holders create users and roles that have this same boundary, beneath one path, and no others."""

    path: DelegatedPath = DEFAULT_PATH
    """Where the users, roles, groups and policies are that holders manage."""
    allowed_actions: tuple[Action, ...] = ()
    """What holders, and whom they create, may be allowed besides, on any resource: `s3:*`."""

    @model_validator(mode="after")
    def _stays_within(self) -> DelegatedAdmin:
        try:
            require_delegable(self.allowed_actions)
        except PolicyError as error:
            raise refuse(str(error)) from None
        return self


class Boundary(Thing):
    """The most that a user or role may ever be allowed: exactly one of `statements` and `delegated_admin`."""

    model_config = ConfigDict(json_schema_extra=exactly_one("statements", "delegated_admin"))

    description: Description | None = None
    """What the boundary is for. IAM cannot change it later."""
    path: PolicyPath = "/"
    """The policy's path. IAM cannot change it later."""
    statements: tuple[Statement, ...] = Field(default=(), min_length=1)
    """What is allowed at the most."""
    delegated_admin: DelegatedAdmin | None = None
    """A ready-made boundary for those who administer a part of the account."""
    default: StrictBool = False
    """It is the boundary of every user and role that names no other."""

    @model_validator(mode="after")
    def _is_one_policy(self) -> Boundary:
        if bool(self.statements) == bool(self.delegated_admin):
            raise refuse("a boundary needs one of statements and delegated_admin", "statements or delegated_admin")
        require_distinct_ids(self.statements)
        size = least_size({"Version": "2012-10-17", "Statement": self._written})
        if size > MANAGED_POLICY_SIZE:
            raise refuse(
                f"the boundary has {size:,} characters, and cannot be split", f"{MANAGED_POLICY_SIZE:,} or less"
            )
        return self

    @model_validator(mode="after")
    def _is_not_its_holders_to_edit(self) -> Boundary:
        if self.delegated_admin and self.path.startswith(self.delegated_admin.path):
            raise refuse("the boundary's own path is beneath the delegated one, where its holders edit policies")
        return self

    @property
    def _written(self) -> list[dict[str, Any]]:
        if not self.delegated_admin:
            return [statement.as_json() for statement in self.statements]
        return delegation_statements(
            arn_prefix="arn:${AWS::Partition}:iam::${AWS::AccountId}",
            boundary=f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:policy{self.path}",
            path=self.delegated_admin.path,
            allowed_actions=self.delegated_admin.allowed_actions,
        )
