"""What AWS accepts of identity providers and their tokens, and of certificates."""

from __future__ import annotations

from iam_stacks.policy.limits.arn_rule import ANY_FIELD, EXACT_FIELD
from iam_stacks.policy.limits.text_rule import TextRule

PROVIDER_URL = TextRule(
    pattern=r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]+)?", maximum=255, wording="an https URL without port or query"
)
AUDIENCE = TextRule(pattern=r"((?!\$\{)[^\s*?])+", maximum=255, wording="a client id without spaces, *, ? or ${...}")
"""IAM API Reference, CreateOpenIDConnectProvider: https, no port, no query, at most 255 characters; a client id too."""

ISSUER_URL = TextRule(pattern=r"(?i:https)://[^\s?#]+", maximum=255, wording="an https URL without query")
CLIENT_ID = TextRule(pattern=r"(?s:.+)", maximum=255, wording="a client id as the provider gave it")
THUMBPRINT = TextRule(pattern=r"[0-9A-Fa-f]+", minimum=40, maximum=40, wording="hexadecimal digits")
"""The same page: what IAM accepts at the least. PROVIDER_URL and AUDIENCE leave out what it advises against."""

SUBJECT = TextRule(pattern=r"((?!\$\{)[^\t\r\n])+", maximum=1024, wording="a subject, without ${...}")
"""The length is ours, with room: OpenID Connect Core 1.0, section 2, allows `sub` 255 ASCII characters."""

CLAIM = TextRule(
    pattern=r"(?!(?i:sub|aud|amr)$)[A-Za-z0-9_./-]+", maximum=128, wording="a claim's name, other than sub, aud and amr"
)
ROLE_SESSION_NAME = TextRule(
    pattern=r"[A-Za-z0-9_+=,.@-]*", minimum=2, maximum=64, wording="letters, digits and _+=,.@-"
)
"""STS API Reference, AssumeRoleWithWebIdentity, RoleSessionName."""

IDENTITY_POOL = TextRule(
    pattern=r"[a-z0-9-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    maximum=55,
    wording="an id such as us-east-2:12345678-...",
)
"""Cognito Identity API Reference, IdentityPoolId."""

SAML_PROVIDER_NAME = TextRule(pattern=r"[A-Za-z0-9._-]+", maximum=128, wording="letters, digits and ._-")
SAML_PROVIDER_ARN = TextRule(
    pattern=rf"arn:{EXACT_FIELD}+:iam::{EXACT_FIELD}+:saml-provider/[A-Za-z0-9._-]+",
    maximum=512,
    wording="a SAML provider's ARN",
)
"""CloudFormation Template Reference, AWS::IAM::SAMLProvider, Name."""

SAML_METADATA = TextRule(
    pattern=r"(?s:\s*<.*>\s*)",
    minimum=1000,
    maximum=10_000_000,
    wording="the metadata document of a SAML provider, in XML",
)
"""CloudFormation Template Reference, AWS::IAM::SAMLProvider, SamlMetadataDocument."""

SAML_METADATA_LENGTH = TextRule(pattern=r"(?s:.*)", minimum=1000, maximum=10_000_000, wording="a metadata document")
"""IAM API Reference, CreateSAMLProvider."""

ROLES_ANYWHERE_NAME = TextRule(pattern=r"[ A-Za-z0-9_-]+", maximum=255, wording="letters, digits, spaces and _-")
ROLES_ANYWHERE_SECONDS = (900, 43200)
"""CloudFormation Template Reference, AWS::RolesAnywhere::TrustAnchor, Profile."""

TRUST_ANCHOR_ARN = TextRule(
    pattern=rf"arn:{EXACT_FIELD}+:rolesanywhere:{EXACT_FIELD}+:{EXACT_FIELD}+:trust-anchor/[A-Za-z0-9_-]+",
    maximum=512,
    wording="a trust anchor's ARN",
)
CERTIFICATE_AUTHORITY_ARN = TextRule(
    pattern=rf"arn:{ANY_FIELD}+:acm-pca:{ANY_FIELD}+:{ANY_FIELD}+:certificate-authority/\S+",
    maximum=2048,
    wording="the ARN of a certificate authority of AWS Private CA",
)
CERTIFICATE_BUNDLE = TextRule(
    pattern=r"\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+",
    maximum=8000,
    wording="certificates in PEM form",
)
CERTIFICATE_VALUE = TextRule(
    pattern=r"(?=.*[^*?])[\w \t.:/=+@*?-]+",
    maximum=256,
    wording="letters, digits, spaces and _.:/=+-@, with * or ? but not of these alone",
)
"""IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model": a value that no tag can have is left out."""
