"""What the stacks of an estate share."""

from __future__ import annotations

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.config import Estate
from iam_stacks.constructs.expected_finding import ExpectedFinding

ThingKey = tuple[str, str]
"""A section of `iam.yaml` and a key in it: `("groups", "Developers")`."""


class EstateStack(cdk.Stack):
    """A stack made from `iam.yaml`.

    Attributes:
        things: the construct of each key of `iam.yaml` that this stack holds.
    """

    def __init__(self, scope: Construct, id: str, *, estate: Estate, env: cdk.Environment | None = None) -> None:
        """Define an empty stack with the estate's tags and termination protection.

        Args:
            scope: the app.
            id: the stack's name.
            estate: what `iam.yaml` says.
            env: the account and Region. Default: whichever the deployment's credentials belong to.
        """
        super().__init__(
            scope,
            id,
            env=env,
            tags=dict(estate.tags),
            termination_protection=estate.termination_protection,
        )
        self.things: dict[ThingKey, Construct] = {}

    def close(self) -> None:
        """Give a stack without things a resource that does nothing, when all is defined.

        CloudFormation refuses a stack without resources; and a stack that is not synthesized any more keeps what it had
        deployed, so that the last role of an estate could never be removed.
        """
        if not self.things:
            cdk.CfnWaitConditionHandle(self, "Nothing")

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What our constructs cause in this stack, whatever `iam.yaml` says."""
        return ()

    def section(self, key: str) -> Construct:
        """Make the scope of a section, so that a group and a user may have the same name."""
        return Construct(self, key.capitalize())


def tag(principal: iam.IUser | iam.IRole, tags: Mapping[str, str]) -> None:
    """Tag a user or role, and not what it contains."""
    for key, value in tags.items():
        cdk.Tags.of(principal).add(key, value, include_resource_types=["AWS::IAM::User", "AWS::IAM::Role"])
