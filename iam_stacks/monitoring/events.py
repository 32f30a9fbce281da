"""What EventBridge tells of identities as it happens: patterns of events, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_BY_API = "AWS API Call via CloudTrail"
_BY_SIGN_IN = ("AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail")
"""Events have the first, the EventBridge User Guide ("AWS service events delivered via AWS CloudTrail") the other."""
_SUCCEEDED = {"errorCode": [{"exists": False}]}
_WHO = (
    "userIdentity.type",
    "userIdentity.userName",
    "userIdentity.sessionContext.sessionIssuer.userName",
    "userIdentity.principalId",
    "userIdentity.invokedBy",
)
_WHO_ASSUMES = (
    "userIdentity.type",
    "userIdentity.accountId",
    "userIdentity.sessionContext.sessionIssuer.userName",
    "requestParameters.roleSessionName",
    "userIdentity.invokedBy",
)
"""Without what an identity provider calls somebody: `userName` and `principalId` of one who comes from there."""
_NAMES_OF_IAM = (
    "userName",
    "roleName",
    "groupName",
    "instanceProfileName",
    "policyName",
    "policyArn",
    "permissionsBoundary",
    "sAMLProviderArn",
)
"""Parameters of IAM in which it allows no quote."""


@dataclass(frozen=True, kw_only=True)
class WatchedEvents:
    """Events of one meaning.

    Attributes:
        name: what happened, in PascalCase: the construct's id.
        says: the same in words, without a period.
        source: what the events are of. Empty: any service of AWS.
        detail_type: their types.
        detail: the pattern of what CloudTrail recorded.
        who: what says whose calls they are, and never holds a quote: EventBridge does not escape what it puts into a
            notice, and who can choose that could keep it from being sent. So nothing with the path of a user or role is
            among them.
        whom: parameters of the calls that say whom or what they are about, and never hold a quote.
        read_only: some count as read-only, which a rule leaves out unless it is told not to.
    """

    name: str
    says: str
    source: tuple[str, ...] = ()
    detail_type: tuple[str, ...] = (_BY_API,)
    detail: Mapping[str, Any]
    who: tuple[str, ...] = _WHO
    whom: tuple[str, ...] = ()
    read_only: bool = False


def _of_iam(name: str, says: str, names: str) -> WatchedEvents:
    """Return the calls of IAM that have one of the names, and succeeded."""
    return WatchedEvents(
        name=name,
        says=says,
        source=("aws.iam",),
        detail={"eventName": names.split(), **_SUCCEEDED},
        whom=_NAMES_OF_IAM,
    )


IDENTITY_EVENTS: tuple[WatchedEvents, ...] = (
    _of_iam(
        "CredentialsChanged",
        "what somebody signs in with was made or changed",
        "CreateAccessKey UpdateAccessKey CreateLoginProfile UpdateLoginProfile EnableMFADevice DeactivateMFADevice"
        " DeleteVirtualMFADevice CreateServiceSpecificCredential ResetServiceSpecificCredential"
        " UpdateServiceSpecificCredential UploadSigningCertificate UpdateSigningCertificate UploadSSHPublicKey"
        " UpdateSSHPublicKey UpdateAccountPasswordPolicy DeleteAccountPasswordPolicy",
    ),
    _of_iam(
        "PermissionsChanged",
        "what somebody may do was changed",
        "AttachGroupPolicy AttachRolePolicy AttachUserPolicy DetachGroupPolicy DetachRolePolicy DetachUserPolicy"
        " PutGroupPolicy PutRolePolicy PutUserPolicy DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy"
        " CreatePolicyVersion SetDefaultPolicyVersion DeletePolicyVersion AddUserToGroup RemoveUserFromGroup"
        " PutRolePermissionsBoundary PutUserPermissionsBoundary DeleteRolePermissionsBoundary"
        " DeleteUserPermissionsBoundary",
    ),
    _of_iam(
        "TrustChanged",
        "who may become a role was changed",
        "UpdateAssumeRolePolicy CreateSAMLProvider UpdateSAMLProvider DeleteSAMLProvider CreateOpenIDConnectProvider"
        " DeleteOpenIDConnectProvider AddClientIDToOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint"
        " AddRoleToInstanceProfile",
    ),
    _of_iam(
        "IdentitiesChanged",
        "a user, group or role was made, renamed, tagged or deleted",
        "CreateUser UpdateUser DeleteUser TagUser UntagUser CreateGroup UpdateGroup DeleteGroup"
        " CreateRole UpdateRole DeleteRole TagRole UntagRole",
    ),
    WatchedEvents(
        name="RootUserUsed",
        says="the root user signed in, tried to, or changed something",
        detail_type=(_BY_API, *_BY_SIGN_IN),
        detail={"userIdentity": {"type": ["Root"], "invokedBy": [{"exists": False}]}},
    ),
    WatchedEvents(
        name="RootAssumed",
        says="somebody took a session of a member account's root user",
        source=("aws.sts",),
        detail={"eventName": ["AssumeRoot"], **_SUCCEEDED},
        whom=("targetPrincipal",),
        read_only=True,
    ),
)
"""Calls by which identities change, whatever a trail's filters watch.

AWS source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access
Management"; IAM API Reference, CreatePolicy and CreateUser; EventBridge User Guide, "AWS service events delivered via
AWS CloudTrail"; CloudTrail User Guide, "AWS Management Console sign-in events".
"""


def break_glass_events(role: str) -> WatchedEvents:
    """Return the events of a role for emergencies: somebody assumed it, or switched to it in the console.

    Their name has that of the role, so that it stays when another role comes or goes; no name of a role has a colon.

    AWS source: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; CloudTrail User Guide, "AWS
    Management Console sign-in events".

    Args:
        role: its path and name, such as `emergency/BreakGlass`.
    """
    assumed = {
        "eventName": [{"prefix": "AssumeRole"}],
        "requestParameters": {"roleArn": [{"suffix": f":role/{role}"}]},
    }
    # The console's own record has the session, whose ARN is without the path.
    switched = {
        "eventName": ["SwitchRole"],
        "responseElements": {"SwitchRole": ["Success"]},
        "userIdentity": {"arn": [{"wildcard": f"*:assumed-role/{role.rpartition('/')[2]}/*"}]},
    }
    return WatchedEvents(
        name=f"BreakGlassRoleUsed:{role.replace('/', ':')}",
        says=f"the role for emergencies {role} was used",
        source=("aws.sts", "aws.signin"),
        detail_type=(_BY_API, *_BY_SIGN_IN),
        detail={"$or": [assumed, switched], **_SUCCEEDED},
        who=_WHO_ASSUMES,
        read_only=True,
    )
