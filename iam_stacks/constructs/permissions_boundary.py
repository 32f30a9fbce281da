"""The most that users and roles may ever be allowed."""

from __future__ import annotations

from collections.abc import Sequence

import jsii
from aws_cdk import Stack, Stage
from aws_cdk import aws_iam as iam
from constructs import Construct, IConstruct, IValidation

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.policy import PolicyError, limits
from iam_stacks.policy.size import least_size

_MADE_LATER = "Custom::CrossRegionExport"
"""Of what CDK adds for references between Regions, when all aspects are done."""


class PermissionsBoundary(iam.ManagedPolicy):
    """A managed policy that is the permissions boundary of whatever it is applied to.

    It grants nothing: who has it is allowed what both it and other policies allow. A resource-based policy that names
    a user, or a session of a role, is not limited by what a boundary leaves out, only by what it denies.

    AWS source: IAM User Guide, "Permissions boundaries for IAM entities".
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        statements: Sequence[iam.PolicyStatement],
        managed_policy_name: str | None = None,
        path: str | None = None,
        description: str | None = None,
    ) -> None:
        """Define a boundary.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            statements: what may be allowed at most.
            managed_policy_name: its name in AWS. Default: CloudFormation chooses one.
            path: its path in AWS. Default: `/`.
            description: what it is for. Default: none.

        Raises:
            PolicyError: IAM would not accept the name, the path or the description; or the statements are longer than
                one policy may be, and a user or role has only one boundary.
        """
        limits.POLICY_NAME.require("managed_policy_name", managed_policy_name)
        limits.POLICY_PATH.require("path", path)
        limits.DESCRIPTION.require("description", description)
        super().__init__(
            scope,
            id,
            managed_policy_name=managed_policy_name,
            path=path,
            description=description,
            statements=list(statements),
        )
        size = least_size(Stack.of(self).resolve(self.document))
        if size > limits.MANAGED_POLICY_SIZE:
            raise PolicyError(
                f"the boundary has {size:,} characters, more than {limits.MANAGED_POLICY_SIZE:,}; shorten it, since a "
                "user or role has only one boundary"
            )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """None: the statements are the user's own."""
        return ()

    def apply_to(self, scope: IConstruct) -> None:
        """Make this the boundary of every user and role beneath, whichever construct made them and whenever.

        It replaces a boundary that they have. Synthesis fails if something beneath cannot be reached: a stage, which
        CDK synthesizes on its own, or a role of CDK for references between Regions, which it adds last of all.

        Args:
            scope: an app, a stack, or any other construct.
        """
        iam.PermissionsBoundary.of(scope).apply(self)
        self.node.add_validation(_Reach(scope))


@jsii.implements(IValidation)
class _Reach:
    """Looks for what CDK's aspect passes by."""

    def __init__(self, scope: IConstruct) -> None:
        self._scope = scope

    def validate(self) -> list[str]:
        """Return what is not reached, one sentence each."""
        beneath = [child for child in self._scope.node.find_all() if child.node.path != self._scope.node.path]
        return [
            *(
                f"the boundary does not reach the stage {child.node.path}; define one in it and apply it there"
                for child in beneath
                if Stage.is_stage(child)
            ),
            *(
                f"the boundary does not reach {child.node.path}; set @aws-cdk/core:defaultCrossStackReferences to weak,"
                " so that references between Regions need no role"
                for child in beneath
                if child.node.id.startswith(_MADE_LATER)
            ),
        ]
