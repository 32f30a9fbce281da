"""OpenID Connect issuers that serve many customers, and the claim that separates these.

Source of issuers and claims: IAM User Guide, "Identity-provider controls for shared OIDC providers". Source of the
subjects' shapes: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "Configure OpenID Connect in AWS"; HashiCorp
Developer, "Workload identity tokens"; Buildkite Docs, "OIDC with AWS".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token

GITHUB, GITLAB, HCP_TERRAFORM, EKS = "GitHub", "GitLab", "HCP Terraform", "a cluster of EKS"

STS_AUDIENCE = "sts.amazonaws.com"
SUBJECT = "sub"
AUDIENCE = "aud"
SESSION_NAME = "sts:RoleSessionName"

_FIRST_WILDCARD = re.compile(r"[*?]")


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """What must be pinned of an issuer's tokens.

    Attributes:
        claim: what separates its customers: `sub`, `aud` or `sts:RoleSessionName`.
        tenant: a regular expression of the customer's part of a subject, with the delimiter that ends it. None: the
            shape is not documented, so that no pattern can be judged.
        example: what may be given, for messages.
        shared: whether it has many customers.
        vendor: whose tokens these are, for messages; empty if that is not known.
    """

    claim: str = SUBJECT
    tenant: str | None = None
    example: str = "one exact subject"
    shared: bool = True
    vendor: str = "another service"

    def confines(self, subject: str) -> bool:
        """Tell whether only one customer's tokens can have a subject, or match a pattern of subjects.

        Of an exact subject that is known at deployment only nothing can be told; it is left to whoever gives it.
        """
        literal = _FIRST_WILDCARD.split(subject, maxsplit=1)[0]
        exact = literal == subject
        if exact and has_token(subject):
            return True
        if self.tenant is None:
            return exact
        return re.search(self.tenant, f"{literal}:" if exact else literal) is not None


# Whoever customizes the subjects of his own repositories chooses which parts they have, but not what is behind `repo:`
# and its like. `job_workflow_ref:` is not among these: a public workflow can be called from everybody's repositories.
_GITHUB = Issuer(
    tenant=r"(^|:)(repo:[^:/]+/|(repository_owner|repository_owner_id|repository_id):[^:]+:)",
    example="repo:acme/*",
    vendor=GITHUB,
)

SHARED = {
    "agent.buildkite.com": Issuer(tenant=r"^organization:[^:]+:", example="organization:acme:*"),
    "api.pulumi.com/oidc": Issuer(claim=AUDIENCE),
    "app.terraform.io": Issuer(tenant=r"^organization:[^:]+:", example="organization:acme:*", vendor=HCP_TERRAFORM),
    "gitlab.com": Issuer(tenant=r"^project_path:[^:/]+/", example="project_path:acme/*", vendor=GITLAB),
    "oidc-configuration.audit-log.githubusercontent.com": Issuer(),
    "oidc.codefresh.io": Issuer(),
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu": Issuer(),
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb": Issuer(),
    "oidc.vercel.com": Issuer(claim=AUDIENCE),
    "proidc.upbound.io": Issuer(),
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7": Issuer(),
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr": Issuer(),
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg": Issuer(),
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26": Issuer(),
    "sandboxes.cloud": Issuer(claim=AUDIENCE),
    "scalr.io": Issuer(),
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": Issuer(claim=SESSION_NAME, example="its exact name"),
    "studio.datachain.ai/api": Issuer(),
    "token.actions.githubusercontent.com": _GITHUB,
    "tokens.cloud.shisho.dev": Issuer(),
    "vstoken.actions.githubusercontent.com": Issuer(),
}

BUILT_IN = {
    "accounts.google.com": "give TrustPolicy.google",
    "cognito-identity.amazonaws.com": "give TrustPolicy.cognito",
    "graph.facebook.com": "use an identity pool of Cognito",
    "www.amazon.com": "use an identity pool of Cognito",
}
"""The issuers that AWS knows without a provider in the account, and what to do instead. IAM User Guide, "Create a role
for OpenID Connect federation (console)"."""

_PRIVATE = Issuer(
    tenant=r"[^:/|][:/|]", example="one subject, or a prefix of several that ends in :", shared=False, vendor=""
)
"""An issuer that serves one customer: any delimiter will do, but something must stand before it."""

_OWN = (
    (
        re.compile(r"oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/id/\w+"),
        Issuer(
            tenant=r"^system:serviceaccount:[^:]+:",
            example="system:serviceaccount:NAMESPACE:NAME",
            shared=False,
            vendor=EKS,
        ),
    ),
    (
        re.compile(r"token\.actions\.(githubusercontent\.com/[^/]+|[a-z0-9-]+\.ghe\.com)"),
        replace(_GITHUB, shared=False),
    ),
)
"""Issuers that serve one customer, with subjects of a known shape: clusters of EKS, enterprises of GitHub."""


def issuer_of(name: str) -> Issuer:
    """Return what is known of an issuer, by its URL without `https://`."""
    known = name.lower().rstrip("/")
    own = (issuer for pattern, issuer in _OWN if pattern.fullmatch(known))
    return SHARED.get(known) or next(own, _PRIVATE)


def require_vendor(url: str, vendor: str) -> None:
    """Refuse an issuer that is known to be another one's; one of which nothing is known may be the vendor's.

    Raises:
        PolicyError: it is another one's.
    """
    known = issuer_of(url.removeprefix("https://")).vendor
    if known not in ("", vendor):
        raise PolicyError(f"issuer {url} is that of {known}, not of {vendor}; give the provider of {vendor}")
