"""Grants that end in managed policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from iam_stacks.policy import PolicyError
from iam_stacks.policy.limits import MANAGED_POLICY_SIZE
from iam_stacks.policy.size import EMPTY_DOCUMENT, estimated_size, least_size

if TYPE_CHECKING:
    from constructs import Construct

    _Principal = Construct
else:
    _Principal = object


class ManagedGrants(_Principal):
    """For a group, user or role: what others grant to it lands in managed policies of its own.

    CDK would put it in an inline policy, which three of cdk-nag's packs refuse and which CloudFormation can neither
    import nor check for drift. A further policy begins when the quota of the last one might be exceeded.
    """

    _policies: tuple[iam.ManagedPolicy, ...] = ()
    _room = 0

    def add_to_principal_policy(self, statement: iam.PolicyStatement) -> iam.AddToPrincipalPolicyResult:
        """Add a statement to the principal's own managed policy, called by every `grant_*` method of CDK.

        Raises:
            PolicyError: the statement alone exceeds the quota of a policy.
        """
        resolved = Stack.of(self).resolve(statement.to_statement_json())
        if least_size(resolved) > MANAGED_POLICY_SIZE:
            raise PolicyError(f"a statement is too long for a policy of {MANAGED_POLICY_SIZE:,} characters; split it")
        size = estimated_size(resolved) + len(",")
        if not self._policies or size > self._room:
            self._policies = (*self._policies, self._another_policy())
            self._room = MANAGED_POLICY_SIZE - EMPTY_DOCUMENT
        self._policies[-1].add_statements(statement)
        self._room -= size
        return iam.AddToPrincipalPolicyResult(statement_added=True, policy_dependable=self._policies[-1])

    def _another_policy(self) -> iam.ManagedPolicy:
        policy = iam.ManagedPolicy(self, f"Permissions{len(self._policies) + 1 if self._policies else ''}")
        # The policy names the principal and not the reverse: a statement may be about what itself needs the principal.
        if isinstance(self, iam.Group):
            policy.attach_to_group(self)
        elif isinstance(self, iam.User):
            policy.attach_to_user(self)
        elif isinstance(self, iam.Role):
            policy.attach_to_role(self)
        return policy
