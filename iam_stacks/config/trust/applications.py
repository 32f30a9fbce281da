"""Users of applications."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool

from iam_stacks.config.marks import ONE_OR_MORE
from iam_stacks.config.model import Model
from iam_stacks.config.text import Audience, IdentityPool, NumericId, TrustReason
from iam_stacks.config.trust.surroundings import Surroundings
from iam_stacks.policy import TrustPolicy


class Cognito(Model):
    """Users of a Cognito identity pool."""

    identity_pool: Annotated[tuple[IdentityPool, ...], ONE_OR_MORE]
    """The pool's id, or several."""
    authenticated: StrictBool = True
    """Whether the users have signed in."""

    def policy(self, _: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.cognito(self.identity_pool, authenticated=self.authenticated)


class Google(Model):
    """People and service accounts of Google."""

    client_id: Audience
    """The application that the token was issued to; of a service account, its number."""
    subject: Annotated[tuple[NumericId, ...], ONE_OR_MORE] = ()
    """The person's or service account's number, or several."""
    audience: Audience | None = None
    """The token's `aud` where it differs from the client id."""
    any_subject: StrictBool = False
    """Accept whoever signs in to the application. It needs a `reason`."""
    reason: TrustReason | None = None
    """Why any subject is accepted."""

    def policy(self, _: Surroundings) -> TrustPolicy:
        """Return the trust policy that this describes."""
        return TrustPolicy.google(**self.model_dump(exclude_unset=True))
