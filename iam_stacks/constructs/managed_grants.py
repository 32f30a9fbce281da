"""Grants that end in a managed policy."""

from __future__ import annotations

from typing import Any

from aws_cdk import Token
from aws_cdk import aws_iam as iam


class ManagedGrants:
    """For a group, user or role: what others grant to it lands in one managed policy of its own.

    CDK would put it in an inline policy, which three of cdk-nag's packs refuse and which CloudFormation can neither
    import nor check for drift.
    """

    def add_to_principal_policy(self, statement: iam.PolicyStatement) -> iam.AddToPrincipalPolicyResult:
        """Add a statement to the principal's own managed policy, called by every `grant_*` method of CDK."""
        policy = self._own_policy()
        policy.add_statements(statement)
        return iam.AddToPrincipalPolicyResult(statement_added=True, policy_dependable=policy)

    def _own_policy(self: Any) -> iam.ManagedPolicy:
        existing = self.node.try_find_child("Permissions")
        if isinstance(existing, iam.ManagedPolicy):
            return existing
        name = self._physical_name
        # The policy names the principal and not the reverse: a statement may be about what itself needs the principal.
        attachment: Any = next({keyword: [self]} for kind, keyword in _ATTACHMENTS.items() if isinstance(self, kind))
        return iam.ManagedPolicy(
            self,
            "Permissions",
            managed_policy_name=None if Token.is_unresolved(name) else f"{name}-Permissions",
            **attachment,
        )


_ATTACHMENTS = {iam.Group: "groups", iam.User: "users", iam.Role: "roles"}
