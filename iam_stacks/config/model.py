"""What all models of `iam.yaml` share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from iam_stacks.config.text import Reason


class Model(BaseModel):
    """A mapping of `iam.yaml`: unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def exactly_one(*keys: str) -> dict[str, Any]:
    """Return the JSON Schema for mappings that must have exactly one of some keys."""
    return {"oneOf": [{"required": [key]} for key in keys]}


class Acknowledgement(Model):
    """A finding of cdk-nag or `IamChecks`, or a warning, that is accepted: written next to the thing that causes it."""

    rule: str
    """The rule, such as `AwsSolutions-IAM4`; without its pack (`IAMUserNoPolicies`) for all that have it. One of
    `IamChecks`, such as `full-service-access`, or a warning, such as `group-without-mfa`."""
    finding: str | None = None
    """What the finding is about, as written in this file: `AmazonS3FullAccess`, `s3:::example-data/*`.
    Leave it out for rules that name nothing."""
    reason: Reason
    """Why it is accepted."""


class Thing(Model):
    """Anything that can cause a finding."""

    acknowledge: tuple[Acknowledgement, ...] = ()
    """Findings about this thing that are accepted, each with a reason."""
