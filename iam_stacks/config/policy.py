"""Customer managed policies in `iam.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from iam_stacks.config.marks import KNOWN_REFERENCES, refuse
from iam_stacks.config.model import Model, Thing, exactly_one
from iam_stacks.config.text import (
    Action,
    ConditionKey,
    ConditionOperator,
    Description,
    PolicyPath,
    PolicyText,
    Resource,
    StatementId,
)
from iam_stacks.policy import PolicyError
from iam_stacks.policy.packing import packed

_SCALARS = ["string", "boolean", "number"]


def _as_texts(given: Any) -> tuple[str, ...]:
    """IAM compares condition values as text, and takes one value for a list of one."""
    values = given if isinstance(given, list) and given else [given]
    if any(value is None or isinstance(value, list | dict) for value in values):
        raise refuse("this is not a condition's value", "text, a number, true, false, or a list of these")
    return tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


ConditionValues = Annotated[
    tuple[PolicyText, ...],
    BeforeValidator(_as_texts),
    WithJsonSchema(
        {
            "type": [*_SCALARS, "array"],
            "pattern": KNOWN_REFERENCES,
            "items": {"type": _SCALARS, "pattern": KNOWN_REFERENCES},
            "minItems": 1,
        }
    ),
]


class Statement(Model):
    """One statement of a policy."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [exactly_one("actions", "not_actions"), exactly_one("resources", "not_resources")],
        }
    )

    sid: StatementId | None = None
    """The statement's id, unique within the policy."""
    effect: Literal["Allow", "Deny"]
    """Whether the statement allows or denies."""
    actions: tuple[Action, ...] = Field(default=(), min_length=1)
    """What it is about, such as `s3:GetObject`."""
    not_actions: tuple[Action, ...] = Field(default=(), min_length=1)
    """Instead of `actions`: everything but these."""
    resources: tuple[Resource, ...] = Field(default=(), min_length=1)
    """The ARNs it is about. `${AWS::Partition}`, `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::URLSuffix}` are
    filled in; IAM's own variables, such as `${aws:username}`, stay."""
    not_resources: tuple[Resource, ...] = Field(default=(), min_length=1)
    """Instead of `resources`: everything but these."""
    conditions: dict[ConditionOperator, Annotated[dict[ConditionKey, ConditionValues], Field(min_length=1)]] = {}
    """Operator, then condition key, then the value or values."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Statement:
        if bool(self.actions) == bool(self.not_actions):
            raise refuse("a statement needs one of actions and not_actions", "actions or not_actions")
        if bool(self.resources) == bool(self.not_resources):
            raise refuse("a statement needs one of resources and not_resources", "resources or not_resources")
        return self

    def as_json(self) -> dict[str, Any]:
        """Return the statement as IAM writes it, with pseudo parameters as they stand in the file."""
        elements = {
            "Sid": self.sid,
            "Effect": self.effect,
            "Action": list(self.actions),
            "NotAction": list(self.not_actions),
            "Resource": list(self.resources),
            "NotResource": list(self.not_resources),
            "Condition": {
                operator: {key: values[0] if len(values) == 1 else list(values) for key, values in keys.items()}
                for operator, keys in self.conditions.items()
            },
        }
        return {name: value for name, value in elements.items() if value}


class Policy(Thing):
    """A customer managed policy; its key is its name. If it is too long for one, it becomes several: `Name2`, ..."""

    description: Description | None = None
    """What the policy is for. IAM cannot change it later: rename the policy to change the text."""
    path: PolicyPath = "/"
    """The policy's path. IAM cannot change it later: rename the policy to move it."""
    statements: tuple[Statement, ...] = Field(min_length=1)
    """What the policy allows and denies."""

    @model_validator(mode="after")
    def _can_be_made(self) -> Policy:
        require_distinct_ids(self.statements)
        try:
            self.documents()
        except PolicyError as error:
            raise refuse(str(error)) from None
        return self

    def documents(self) -> list[list[dict[str, Any]]]:
        """Return the statements of each managed policy that this one takes: one, or more if it is long.

        Allow comes before Deny, which means the same to IAM: cdk-nag reads a policy as text, and takes the actions of a
        Deny for those of an Allow that comes after it.

        Raises:
            PolicyError: a statement alone exceeds the quota.
        """
        return packed([statement.as_json() for statement in sorted(self.statements, key=lambda each: each.effect)])


def require_distinct_ids(statements: Sequence[Statement]) -> None:
    """Refuse two statements of one policy with the same id."""
    ids = [statement.sid for statement in statements if statement.sid]
    if repeated := sorted({sid for sid in ids if ids.count(sid) > 1}):
        raise refuse(f"two statements have the sid {repeated[0]}, which must be unique in a policy")


def part_name(name: str, index: int) -> str:
    """Return the name of one of the managed policies that a policy takes: `ReadData`, `ReadData2`, ..."""
    return name if index == 0 else f"{name}{index + 1}"
