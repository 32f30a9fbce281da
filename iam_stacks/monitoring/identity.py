"""What to watch beyond the CIS benchmark: how somebody gets into an account, and stays there."""

from __future__ import annotations

from iam_stacks.monitoring.pattern import DONE, any_of, event_of, pattern
from iam_stacks.monitoring.watched import Watched
from iam_stacks.policy.tags import EXEMPT_TAG

_LOGGED = 'IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; IAM API Reference'
_TAGS_LOOKED_AT = 12
"""Only the index of an element can be given, and no more than these fit; a call that sets more tags is reported too."""


IDENTITY_WATCHED: tuple[Watched, ...] = (
    Watched(
        name="AccessKeyCreated",
        says="an access key was created, or activated again",
        pattern=pattern(
            DONE,
            any_of(
                event_of("iam", "CreateAccessKey"),
                event_of("iam", "UpdateAccessKey") + " && ($.requestParameters.status = Active)",
            ),
        ),
        source=_LOGGED,
    ),
    Watched(
        name="ServiceCredentialCreated",
        says="a user was given a credential for one service, an SSH key or a signing certificate",
        pattern=pattern(
            DONE,
            event_of(
                "iam",
                "CreateServiceSpecificCredential",
                "ResetServiceSpecificCredential",
                "UploadSSHPublicKey",
                "UploadSigningCertificate",
            ),
        ),
        source=_LOGGED,
    ),
    Watched(
        name="LoginProfileCreated",
        says="somebody gave a user a password for the console, the first or a new one",
        pattern=pattern(DONE, event_of("iam", "CreateLoginProfile", "UpdateLoginProfile")),
        source=_LOGGED,
    ),
    Watched(
        name="TrustPolicyChanged",
        says="the trust policy of a role was rewritten",
        pattern=pattern(DONE, event_of("iam", "UpdateAssumeRolePolicy")),
        source=_LOGGED,
    ),
    Watched(
        name="IdentityProviderChanged",
        says="an identity provider or a trust anchor, whose word roles may take, was added or changed",
        pattern=pattern(
            DONE,
            any_of(
                event_of(
                    "iam",
                    "CreateSAMLProvider",
                    "UpdateSAMLProvider",
                    "CreateOpenIDConnectProvider",
                    "AddClientIDToOpenIDConnectProvider",
                    "UpdateOpenIDConnectProviderThumbprint",
                ),
                event_of("rolesanywhere", "CreateTrustAnchor", "UpdateTrustAnchor", "EnableTrustAnchor"),
            ),
        ),
        source=f"{_LOGGED}; IAM Roles Anywhere API Reference",
    ),
    Watched(
        name="BoundaryRemoved",
        says="the permissions boundary of a user or a role was removed or replaced",
        pattern=pattern(
            DONE,
            event_of(
                "iam",
                "DeleteUserPermissionsBoundary",
                "DeleteRolePermissionsBoundary",
                "PutUserPermissionsBoundary",
                "PutRolePermissionsBoundary",
            ),
        ),
        source=_LOGGED,
    ),
    Watched(
        name="MfaDeactivated",
        says="an MFA device was taken from a user, or deleted",
        pattern=pattern(DONE, event_of("iam", "DeactivateMFADevice", "DeleteVirtualMFADevice")),
        source=_LOGGED,
    ),
    Watched(
        name="MfaEnabled",
        says="a user was given an MFA device, which may be a thief's own",
        pattern=pattern(DONE, event_of("iam", "EnableMFADevice")),
        source=_LOGGED,
    ),
    Watched(
        name="UserAddedToGroup",
        says="a user was added to a group",
        pattern=pattern(DONE, event_of("iam", "AddUserToGroup")),
        source=_LOGGED,
    ),
    Watched(
        name="RotationExempted",
        says="a user got the tag that exempts an access key from rotation",
        pattern=pattern(
            DONE,
            event_of("iam", "TagUser", "CreateUser"),
            any_of(
                *(f'($.requestParameters.tags[{index}].key = "{EXEMPT_TAG}")' for index in range(_TAGS_LOOKED_AT)),
                f"($.requestParameters.tags[{_TAGS_LOOKED_AT}].key = *)",
            ),
        ),
        source=_LOGGED,
    ),
    Watched(
        name="PasswordPolicyChanged",
        says="the password policy of the account was changed or deleted",
        pattern=pattern(DONE, event_of("iam", "UpdateAccountPasswordPolicy", "DeleteAccountPasswordPolicy")),
        source=_LOGGED,
    ),
    Watched(
        name="RootAssumed",
        says="somebody took a session as the root user of a member account",
        pattern=pattern(DONE, event_of("sts", "AssumeRoot")),
        source='IAM User Guide, "Track privileged tasks in AWS CloudTrail"',
    ),
    Watched(
        name="AssumeRoleFailed",
        says="roles were refused, five times in five minutes",
        pattern=pattern(event_of("sts", "AssumeRole*"), '($.errorCode = "AccessDenied*")'),
        threshold=5,
        period=300,
        source='IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"',
    ),
)
"""What happens seldom and matters each time, also if a deployment or the rotation of keys does it."""
