"""Managed policies for any number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.attachments import Attachments, Principal
from iam_stacks.policy import limits
from iam_stacks.policy.packing import packed


class ManagedPolicies(Construct):
    """As many managed policies as a list of statements needs, none of which exceeds the quota of 6,144 characters.

    Statements without Sid that differ in nothing but the actions, or the resources, become one; a Sid and conditions
    stay as they are. What is packed never depends on what follows, so a statement appended at the end leaves the others
    in their policies.

    Attributes:
        policies: the policies; none without a statement.
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
        """Define the policies.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            statements: what the policies say together. They are read now: what is added to one later is not seen.
            managed_policy_name: the name of the first policy; the further ones have a number behind it, from 2 on.
                Default: CloudFormation chooses.
            path: the path of all of them. Default: `/`.
            description: what they are for. Default: none.

        Raises:
            PolicyError: a statement alone exceeds the quota, or IAM would not accept a name, the path or the
                description.
        """
        limits.POLICY_PATH.require("path", path)
        limits.DESCRIPTION.require("description", description)
        super().__init__(scope, id)
        packs = packed([statement.to_statement_json() for statement in statements], resolved=Stack.of(self).resolve)
        self.policies: tuple[iam.ManagedPolicy, ...] = ()
        for number, pack in enumerate(packs, start=1):
            suffix = str(number) if number > 1 else ""
            name = managed_policy_name and f"{managed_policy_name}{suffix}"
            limits.POLICY_NAME.require("managed_policy_name", name)
            policy = iam.ManagedPolicy(
                self,
                f"Policy{suffix}",
                managed_policy_name=name,
                path=path,
                description=description,
                document=_document(pack),
            )
            self.policies = (*self.policies, policy)

    def attach_to(self, principal: Principal, *, managed_policies_quota: int | None = None) -> None:
        """Attach all of the policies to a group, user or role: one of ours, or CDK's own.

        Args:
            principal: whom they are for.
            managed_policies_quota: how many managed policies the account allows such a principal, if AWS has changed
                that. Default: what the principal says, or else AWS's default: 20 for a role, 10 for a user or group.

        Raises:
            PolicyError: IAM would not accept so many policies; the message names the principal.
        """
        attachments = Attachments.of(principal)
        if managed_policies_quota is not None:
            attachments.allow(managed_policies_quota)
        attachments.attach(*self.policies)


def _document(statements: list[dict[str, Any]]) -> iam.PolicyDocument:
    # CDK would merge again, by rules of its own, and put a list that is known only at deployment into another.
    return iam.PolicyDocument(statements=[*map(iam.PolicyStatement.from_json, statements)], minimize=False)
