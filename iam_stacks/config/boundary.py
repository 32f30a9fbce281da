"""Permissions boundaries in `iam.yaml`."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, StrictBool, model_validator

from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model, Thing, exactly_one
from iam_stacks.config.policy import Statement, require_distinct_ids
from iam_stacks.config.text import DelegableAction, DelegatedPath, Description, PolicyPath
from iam_stacks.policy.delegable import DEFAULT_DELEGATED_PATH
from iam_stacks.policy.delegation import delegation_statements
from iam_stacks.policy.size import least_size


class DelegatedAdmin(Model):
    """Lets its holders create users and roles that have this same boundary, beneath one path, and no others."""

    path: DelegatedPath = DEFAULT_DELEGATED_PATH
    """Where the users, roles, groups and policies are that holders manage."""
    allowed_actions: tuple[DelegableAction, ...] = ()
    """What holders, and whom they create, may be allowed besides, on any resource: `s3:*`."""


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
        return self

    @model_validator(mode="after")
    def _is_not_its_holders_to_edit(self) -> Boundary:
        if self.delegated_admin and self.path.startswith(self.delegated_admin.path):
            raise refuse("the boundary's own path is beneath the delegated one, where its holders edit policies")
        return self

    def least_size(self, name: str) -> int:
        """Return how many characters it has at least, under its name, which may stand in it."""
        return least_size(self.document(name))

    def document(self, name: str) -> dict[str, Any]:
        """Return it as a policy document, with pseudo parameters as they stand in the file."""
        return {"Version": "2012-10-17", "Statement": self._statements(name)}

    def _statements(self, name: str) -> list[dict[str, Any]]:
        if not self.delegated_admin:
            return [statement.as_json() for statement in self.statements]
        return delegation_statements(
            arn_prefix="arn:${AWS::Partition}:iam::${AWS::AccountId}",
            boundary=f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:policy{self.path}{name}",
            path=self.delegated_admin.path,
            allowed_actions=self.delegated_admin.allowed_actions,
        )
