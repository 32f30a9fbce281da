"""An OpenID Connect provider."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.policy import PolicyError, has_token, limits
from iam_stacks.policy.trust.issuers import BUILT_IN

_SCHEME = "https://"


class OidcProvider(iam.OidcProviderNative):
    """An OpenID Connect provider, registered in the account: CloudFormation's own type, without a Lambda function.

    AWS source: IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM".

    Attributes:
        account_key: the issuer's URL, its host in small letters, of which an account has one provider.
    """

    def __init__(self, scope: Construct, id: str, *, url: str, audiences: Sequence[str]) -> None:
        """Define a provider.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            url: the issuer's URL, such as `https://token.actions.githubusercontent.com`.
            audiences: the client ids that tokens may be issued for.

        Raises:
            PolicyError: the URL is not one, or of an issuer that AWS knows without a provider; no audience is given; or
                the account has a provider of this URL already.
        """
        limits.PROVIDER_URL.require("url", url)
        key = url if has_token(url) else _with_small_host(url)
        hint = BUILT_IN.get(key.removeprefix(_SCHEME))
        if hint:
            raise PolicyError(f"url {url!r} needs no provider in the account: AWS knows it; {hint}")
        if isinstance(audiences, str) or not audiences:
            raise PolicyError(f"audiences {audiences!r} is not allowed; give a list of one at least")
        for audience in audiences:
            limits.AUDIENCE.require("audiences", audience)
        if not has_token(url):
            refuse_second(type(self), scope, id, "provider for each URL", key)
        super().__init__(scope, id, url=url, client_ids=list(audiences))
        self.account_key = key


def _with_small_host(url: str) -> str:
    """Return the URL by which it is compared: a host is the same in capitals, a path is not (RFC 3986, 6.2.2.1)."""
    host, slash, path = url.removeprefix(_SCHEME).partition("/")
    return f"{_SCHEME}{host.casefold()}{slash}{path}"
