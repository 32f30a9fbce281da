"""Grants that end in managed policies."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from iam_stacks.constructs.attachments import Attachments, Principal
from iam_stacks.policy.packing import Packing

if TYPE_CHECKING:
    from constructs import Construct

    class _Principal(Construct):
        def add_managed_policy(self, policy: iam.IManagedPolicy) -> None: ...

else:
    _Principal = object


class ManagedGrants(_Principal):
    """For a group, user or role: what others grant to it lands in managed policies of its own.

    CDK would put it in an inline policy, which three of cdk-nag's packs refuse and which CloudFormation can neither
    import nor check for drift. A statement goes into the first policy that has room.
    """

    _policies: tuple[iam.ManagedPolicy, ...] = ()

    def add_managed_policy(self, policy: iam.IManagedPolicy) -> None:
        """Attach a policy.

        Raises:
            PolicyError: IAM would not accept so many.
        """
        self._attachments.require_room(policy)
        super().add_managed_policy(policy)

    def add_to_principal_policy(self, statement: iam.PolicyStatement) -> iam.AddToPrincipalPolicyResult:
        """Add a statement to the principal's own managed policies, called by every `grant_*` method of CDK.

        Raises:
            PolicyError: the statement alone exceeds the quota of a policy, or a further policy that of the principal.
        """
        index = self._packing.place(statement.to_statement_json())
        if index >= len(self._policies):
            self._policies = (*self._policies, self._another_policy())
        policy = self._policies[index]
        policy.add_statements(statement)
        return iam.AddToPrincipalPolicyResult(statement_added=True, policy_dependable=policy)

    @cached_property
    def _packing(self) -> Packing:
        return Packing(resolved=Stack.of(self).resolve)

    @property
    def _attachments(self) -> Attachments:
        return Attachments.of(cast("Principal", self))

    def _another_policy(self) -> iam.ManagedPolicy:
        policy = iam.ManagedPolicy(self, f"Permissions{len(self._policies) + 1 if self._policies else ''}")
        self._attachments.attach(policy)
        return policy
