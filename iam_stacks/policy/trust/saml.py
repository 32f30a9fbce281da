"""Trust in SAML 2.0 identity providers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.pseudo import has_token
from iam_stacks.policy.trust.accounts import literal_accounts
from iam_stacks.policy.trust.clauses import SET_SOURCE_IDENTITY, TAG_SESSION, allow, clause, texts
from iam_stacks.policy.trust.sign_in import sign_in_pages
from iam_stacks.policy.trust.value import Trust

if TYPE_CHECKING:
    from typing_extensions import Self

_ARN = "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:saml-provider/{}"


class SamlTrust(Trust):
    """Builders for roles that people of a SAML 2.0 identity provider assume."""

    @classmethod
    def saml(
        cls,
        provider: str,
        *,
        regions: Sequence[str] = (),
        session_tags: bool = False,
        source_identity: bool = False,
    ) -> Self:
        """Trust the people of a SAML provider of this account, for the console and the command line alike.

        The audience is the address of AWS's sign-in page, to which both send the assertion.

        AWS source: IAM User Guide, "Create a role for SAML 2.0 federation (console)"; AWS GovCloud (US) User Guide,
        "AWS Identity and Access Management".

        Args:
            provider: the name of the provider, or its ARN, which may be known at deployment only.
            regions: allow the sign-in pages of these Regions too, which work when the global one does not. Default:
                the global page of the partition alone; where the partition is known at deployment only, those of
                `aws`, `aws-us-gov` and `aws-cn`, of which a partition has but one.
            session_tags: let the provider set session tags; without, an assertion with tags is refused.
            source_identity: let the provider set a source identity; without, an assertion with one is refused.

        Raises:
            PolicyError: the provider is neither name nor ARN, a Region is none, or Regions are of several
                partitions. A provider of another account than the one deployed to is refused when rendered.
        """
        # A token is what a construct says of itself: its ARN.
        is_arn = provider.startswith("arn:") or has_token(provider)
        rule = limits.SAML_PROVIDER_ARN if is_arn else limits.SAML_PROVIDER_NAME
        rule.require("provider", provider)
        for region in texts(regions):
            limits.REGION.require("regions", region)
        actions = ["sts:AssumeRoleWithSAML"]
        actions += [TAG_SESSION] if session_tags else []
        actions += [SET_SOURCE_IDENTITY] if source_identity else []
        arn = provider if is_arn else _ARN.format(provider)
        pages = sign_in_pages(texts(regions))
        # AWS takes a provider of the role's own account only: IAM User Guide, "Create a role for SAML 2.0 federation".
        return cls(allow("Federated", arn, actions, [clause("SAML:aud", pages)]), foreign=literal_accounts([arn]))
