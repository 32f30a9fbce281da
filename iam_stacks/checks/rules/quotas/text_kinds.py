"""Where text stands that IAM does not accept as it is: names, paths, descriptions, providers, passwords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE
from iam_stacks.policy import limits
from iam_stacks.policy.limits import TextRule

Table = Mapping[str, tuple[tuple[str, ...], TextRule]]
"""By CloudFormation's type: a property, perhaps one inside another, and what it accepts."""


class TextKind(NamedTuple):
    """A kind of text.

    Attributes:
        says: what is wrong, in general.
        fix: how to mend it, in general.
        table: where such text is.
        source: where AWS says what it accepts.
        loose: whether each part of what is accepted is accepted too, but for its length.
        quiet: whether the text is not repeated: it is long, or secret.
    """

    says: str
    fix: str
    table: Table
    source: str = QUOTA_PAGE
    loose: bool = False
    quiet: bool = False


_PATHS = ("User", "Group", "Role", "InstanceProfile", "ServerCertificate", "VirtualMFADevice")

_NAMES: Table = {
    "AWS::IAM::User": (("UserName",), limits.USER_NAME),
    "AWS::IAM::Group": (("GroupName",), limits.GROUP_NAME),
    "AWS::IAM::Role": (("RoleName",), limits.ROLE_NAME),
    "AWS::IAM::InstanceProfile": (("InstanceProfileName",), limits.INSTANCE_PROFILE_NAME),
    "AWS::IAM::ManagedPolicy": (("ManagedPolicyName",), limits.POLICY_NAME),
    "AWS::IAM::Policy": (("PolicyName",), limits.POLICY_NAME),
    "AWS::IAM::UserPolicy": (("PolicyName",), limits.POLICY_NAME),
    "AWS::IAM::GroupPolicy": (("PolicyName",), limits.POLICY_NAME),
    "AWS::IAM::RolePolicy": (("PolicyName",), limits.POLICY_NAME),
    "AWS::IAM::ServerCertificate": (("ServerCertificateName",), limits.POLICY_NAME),
    "AWS::IAM::SAMLProvider": (("Name",), limits.SAML_PROVIDER_NAME),
    "AWS::IAM::VirtualMFADevice": (("VirtualMfaDeviceName",), limits.VIRTUAL_MFA_NAME),
}
_OIDC = "AWS::IAM::OIDCProvider"
_OIDC_PAGE = "IAM API Reference, CreateOpenIDConnectProvider"

TEXT_KINDS: Mapping[str, TextKind] = {
    "name-malformed": TextKind(
        "A name is longer than IAM takes, or has other characters", "shorten it, or leave them out", _NAMES, loose=True
    ),
    "path-malformed": TextKind(
        "A path is longer than IAM takes, has other characters, or does not begin and end with /",
        "begin and end it with /, and shorten it",
        {f"AWS::IAM::{name}": (("Path",), limits.PATH) for name in _PATHS}
        | {"AWS::IAM::ManagedPolicy": (("Path",), limits.POLICY_PATH)},
    ),
    "description-malformed": TextKind(
        "A description is longer than IAM takes, or has other characters",
        "shorten it, or leave them out",
        {
            "AWS::IAM::Role": (("Description",), limits.DESCRIPTION),
            "AWS::IAM::ManagedPolicy": (("Description",), limits.POLICY_DESCRIPTION),
        },
        "IAM API Reference, CreateRole; CreatePolicy",
        loose=True,
        quiet=True,
    ),
    "oidc-url-malformed": TextKind(
        "The URL of an OIDC provider is no https URL, has a query, or is longer than IAM takes",
        "give the issuer's https URL, without a query",
        {_OIDC: (("Url",), limits.ISSUER_URL)},
        _OIDC_PAGE,
    ),
    "oidc-client-id-malformed": TextKind(
        "A client id of an OIDC provider is empty or longer than IAM takes",
        "give 1 to 255 characters",
        {_OIDC: (("ClientIdList",), limits.CLIENT_ID)},
        _OIDC_PAGE,
    ),
    "oidc-thumbprint-malformed": TextKind(
        "A thumbprint of an OIDC provider is not one",
        "give the 40 hexadecimal digits of the certificate's SHA-1 hash, without colons",
        {_OIDC: (("ThumbprintList",), limits.THUMBPRINT)},
        _OIDC_PAGE,
    ),
    "saml-metadata-length": TextKind(
        "The metadata of a SAML provider are longer or shorter than IAM takes",
        "give the metadata document as the identity provider exports it",
        {"AWS::IAM::SAMLProvider": (("SamlMetadataDocument",), limits.SAML_METADATA_LENGTH)},
        "IAM API Reference, CreateSAMLProvider",
        quiet=True,
    ),
    "password-malformed": TextKind(
        "The password of a user is longer than IAM takes, or has other characters",
        "let Secrets Manager make one of 1 to 128 characters",
        {"AWS::IAM::User": (("LoginProfile", "Password"), limits.PASSWORD)},
        loose=True,
        quiet=True,
    ),
}
