"""Roles in `iam.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictInt, model_validator

from iam_stacks.config.function import Function
from iam_stacks.config.marks import refuse
from iam_stacks.config.principal import BoundedPrincipal
from iam_stacks.config.text import Description, TagKey, TagValue
from iam_stacks.config.trust import Trust
from iam_stacks.policy.limits import ROLES_ANYWHERE_NAME, SESSION_SECONDS, TextRule

LAMBDA = "lambda.amazonaws.com"
EC2 = "ec2.amazonaws.com"


class Role(BoundedPrincipal, Function):
    """A role; its key is its name."""

    trust: Trust
    """Who may assume the role."""
    kind: Literal["instance", "support", "break_glass"] | None = None
    """`instance`: with an instance profile, for EC2. `support`: for cases with AWS Support. `break_glass`: for
    emergencies, with recent MFA, for one hour. Default: an ordinary role, or Lambda's if Lambda alone is trusted."""
    description: Description | None = None
    """What the role is for."""
    max_session_seconds: StrictInt = Field(default=SESSION_SECONDS[0], ge=SESSION_SECONDS[0], le=SESSION_SECONDS[1])
    """How long a session may last, in seconds."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the role."""

    @model_validator(mode="after")
    def _functions_are_lambdas(self) -> Role:
        for key in Function.model_fields:
            if getattr(self, key) and not self.is_for_lambda:
                raise refuse(f"{key} is for a role that trusts lambda.amazonaws.com")
        if self.create_log_group and self.log_group is None:
            raise refuse("create_log_group goes with log_group only")
        return self

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Role:
        if self.kind == "instance" and not self.trust.is_only(EC2):
            raise refuse(f"a role of kind instance trusts {EC2}, and nobody else")
        if self.kind == "break_glass" and self.trust.mfa_max_age is None:
            raise refuse("a role of kind break_glass trusts accounts with recent MFA; give mfa_max_age")
        if self.kind == "support" and self.is_for_lambda:
            raise refuse("a role of kind support trusts those who handle incidents, such as an account")
        if self.kind and "max_session_seconds" in self.model_fields_set:
            raise refuse(f"the sessions of a role of kind {self.kind} last one hour")
        return self

    @property
    def is_for_lambda(self) -> bool:
        """Whether Lambda, and nobody else, assumes this role."""
        return self.trust.is_only(LAMBDA)

    @property
    def managed_by_kind(self) -> tuple[str, ...]:
        """The AWS-managed policies that the role has without naming them."""
        if self.kind == "support":
            return ("AWSSupportAccess",)
        if self.kind == "break_glass" and not (self.policies or self.managed_policies):
            return ("AdministratorAccess",)
        return ("service-role/AWSLambdaBasicExecutionRole",) if self.managed_basic else ()

    @property
    def names_made(self) -> tuple[tuple[str, TextRule], ...]:
        """What else is named like the role, each with its rule."""
        profile = ("the profile of a role for IAM Roles Anywhere", ROLES_ANYWHERE_NAME)
        return (profile,) if self.trust.names_certificates else ()

    @property
    def takes_default_boundary(self) -> bool:
        """Whether the default boundary is for this role: in an emergency it would be in the way."""
        return self.kind != "break_glass"

    @property
    def made_as(self) -> str:
        """The kind of construct that the role becomes."""
        return self.kind or ("function" if self.is_for_lambda else "trusted")
