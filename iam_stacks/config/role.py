"""Roles in `iam.yaml`."""

from __future__ import annotations

from pydantic import Field, StrictBool, StrictInt, model_validator

from iam_stacks.config.principal import Principal
from iam_stacks.config.text import Description, LogGroupName, TagKey, TagValue, refuse
from iam_stacks.config.trust import Trust
from iam_stacks.policy.limits import SESSION_SECONDS

LAMBDA = "lambda.amazonaws.com"


class Role(Principal):
    """A role; its key is its name."""

    trust: Trust
    """Who may assume the role."""
    description: Description | None = None
    """What the role is for."""
    max_session_seconds: StrictInt = Field(default=SESSION_SECONDS[0], ge=SESSION_SECONDS[0], le=SESSION_SECONDS[1])
    """How long a session may last, in seconds."""
    log_group: LogGroupName | None = None
    """For Lambda: the one CloudWatch log group that the function writes to."""
    create_log_group: StrictBool = False
    """With `log_group`: the function may create it."""
    tags: dict[TagKey, TagValue] = {}
    """Tags of the role."""

    @model_validator(mode="after")
    def _logs_are_lambdas(self) -> Role:
        if self.log_group is not None and not self.is_for_lambda:
            raise refuse("log_group is for a role that trusts lambda.amazonaws.com")
        if self.create_log_group and self.log_group is None:
            raise refuse("create_log_group goes with log_group only")
        return self

    @property
    def is_for_lambda(self) -> bool:
        """Whether Lambda, and nobody else, assumes this role."""
        return self.trust.service == LAMBDA
