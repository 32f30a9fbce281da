"""Machines with certificates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StrictBool

from iam_stacks.config.marks import ONE_OR_MORE
from iam_stacks.config.model import Model
from iam_stacks.config.text import TrustReason
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy

CertificateField = Literal["CN", "O", "OU", "C", "ST", "L"]


class RolesAnywhere(Model):
    """Machines outside of AWS, by their certificates."""

    provider: str
    """A key of `providers:`: the certificate authority."""
    subject: dict[CertificateField, Annotated[tuple[str, ...], ONE_OR_MORE]] = {}
    """Fields of the certificate's subject, such as `CN`, each with its values."""
    issuer: dict[CertificateField, Annotated[tuple[str, ...], ONE_OR_MORE]] = {}
    """Fields of its issuer, likewise."""
    dns_name: Annotated[tuple[str, ...], ONE_OR_MORE] = ()
    """The first DNS name that it has, or several to choose from."""
    uri: Annotated[tuple[str, ...], ONE_OR_MORE] = ()
    """The first URI that it has, or several to choose from."""
    any_subject: StrictBool = False
    """Accept every certificate of the authority. It needs a `reason`."""
    reason: TrustReason | None = None
    """Why any subject is accepted."""

    def policy(self, surroundings: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.roles_anywhere(
            trust_anchor_arn=surroundings.trust_anchor(self.provider),
            own_accounts=surroundings.own_accounts,
            **self.model_dump(exclude={"provider"}, exclude_unset=True),
        )
