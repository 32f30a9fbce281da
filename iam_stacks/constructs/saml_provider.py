"""A SAML 2.0 identity provider."""

from __future__ import annotations

from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.policy import has_token, limits


class SamlProvider(iam.SamlProvider):
    """A SAML 2.0 identity provider, registered in the account.

    AWS source: IAM User Guide, "Create a SAML identity provider in IAM".

    Attributes:
        account_key: the provider's name, of which an account has one.
    """

    def __init__(self, scope: Construct, id: str, *, name: str, metadata: str) -> None:
        """Define a provider.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            name: its name in AWS, by which trust policies know it.
            metadata: the metadata document of the identity provider, in XML.

        Raises:
            PolicyError: the name or the document is none, or the account has a provider of this name already.
        """
        limits.SAML_PROVIDER_NAME.require("name", name)
        limits.SAML_METADATA.require_quietly("metadata", metadata)
        if not has_token(name):
            refuse_second(type(self), scope, id, "provider for each name", name)
        super().__init__(scope, id, name=name, metadata_document=iam.SamlMetadataDocument.from_xml(metadata))
        self.account_key = name
