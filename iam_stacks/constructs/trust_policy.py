"""A trust policy that roles of CDK take as it is."""

from __future__ import annotations

import jsii
from aws_cdk import aws_iam as iam

from iam_stacks import policy
from iam_stacks.constructs.trust_principal import TrustPrincipal


@jsii.implements(iam.IAssumeRolePrincipal)
class TrustPolicy(policy.TrustPolicy):
    """Who may assume a role: an immutable value, made by one builder for each kind of principal.

    Combine several with `|`: each keeps conditions of its own. `render` returns the document, `warnings` what a person
    should look at. `TrustedRole` takes it as `trust`, and any role of CDK as `assumed_by`. There it knows no account,
    so that every literal one is foreign, unless it is given as `TrustPrincipal(trust, account=stack.account)`.

    Where CDK is not wanted, `iam_stacks.policy.TrustPolicy` is the same without it.

    AWS source: IAM User Guide, "IAM roles", "Create a role to delegate permissions", and the page that each builder
    names.
    """

    @property
    def assume_role_action(self) -> str:
        """What CDK asks of every principal; the document has the actions that the builder chose."""
        return "sts:AssumeRole"

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Itself."""
        return self

    @property
    def principal_account(self) -> str | None:
        """None: it may be several."""
        return None

    @property
    def policy_fragment(self) -> iam.PrincipalPolicyFragment:
        """What another statement would get: a sentence that stops the synthesis, since it would drop the conditions."""
        return TrustPrincipal(self).policy_fragment

    @jsii.member(jsii_name="addToPrincipalPolicy")
    def add_to_principal_policy(
        self,
        statement: iam.PolicyStatement,  # noqa: ARG002 - CDK gives it by this name
    ) -> iam.AddToPrincipalPolicyResult:
        """Add nothing: the principals are not of this app."""
        return iam.AddToPrincipalPolicyResult(statement_added=False)

    @jsii.member(jsii_name="addToAssumeRolePolicy")
    def add_to_assume_role_policy(self, document: iam.PolicyDocument) -> None:
        """Write the statements into the document of a role."""
        TrustPrincipal(self).add_to_assume_role_policy(document)
