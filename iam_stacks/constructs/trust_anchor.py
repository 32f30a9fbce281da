"""A certificate authority that IAM Roles Anywhere trusts."""

from __future__ import annotations

from aws_cdk import aws_rolesanywhere as rolesanywhere
from constructs import Construct

from iam_stacks.policy import PolicyError, limits


class TrustAnchor(Construct):
    """A certificate authority whose certificates IAM Roles Anywhere takes for proof of who somebody is.

    AWS source: IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model".

    Attributes:
        trust_anchor_arn: its ARN, for `TrustPolicy.roles_anywhere`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        certificate_bundle: str | None = None,
        certificate_authority_arn: str | None = None,
    ) -> None:
        """Define a trust anchor, enabled; exactly one of the two kinds of authority is given.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            name: its name in AWS.
            certificate_bundle: the certificates of an authority of your own, in PEM form.
            certificate_authority_arn: an authority of AWS Private CA.

        Raises:
            PolicyError: the name, the certificates or the ARN are none; a private key stands among the certificates;
                or not exactly one kind of authority is given.
        """
        super().__init__(scope, id)
        limits.ROLES_ANYWHERE_NAME.require("name", name)
        if (certificate_bundle is None) == (certificate_authority_arn is None):
            raise PolicyError("give exactly one of certificate_bundle and certificate_authority_arn")
        limits.CERTIFICATE_BUNDLE.require_quietly("certificate_bundle", certificate_bundle)
        limits.CERTIFICATE_AUTHORITY_ARN.require("certificate_authority_arn", certificate_authority_arn)
        anchor = rolesanywhere.CfnTrustAnchor(
            self,
            "Resource",
            name=name,
            enabled=True,
            source=rolesanywhere.CfnTrustAnchor.SourceProperty(
                source_type="CERTIFICATE_BUNDLE" if certificate_bundle else "AWS_ACM_PCA",
                source_data=rolesanywhere.CfnTrustAnchor.SourceDataProperty(
                    x509_certificate_data=certificate_bundle, acm_pca_arn=certificate_authority_arn
                ),
            ),
        )
        self.trust_anchor_arn: str = anchor.attr_trust_anchor_arn
