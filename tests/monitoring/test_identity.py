"""The patterns beyond the CIS benchmark, over events that look like CloudTrail's."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.monitoring.identity import IDENTITY_WATCHED
from iam_stacks.monitoring.watched import LONGEST_PATTERN
from iam_stacks.policy.tags import EXEMPT_TAG
from tests.monitoring.filter_pattern import matches
from tests.monitoring.logged import DENIED, logged

PATTERNS = {watched.name: watched.pattern for watched in IDENTITY_WATCHED}

KEY = logged("identity-create-access-key")
TAGGED = logged("identity-tag-user")
ASSUMED = logged("identity-assume-role")
REFUSED = logged("identity-assume-role-denied")
ROOT = logged("identity-assume-root")

OTHER = {"eventSource": "cognito-idp.amazonaws.com"}
ACTIVE = {"eventName": "UpdateAccessKey", "requestParameters": {"status": "Active", "userName": "bob"}}
INACTIVE = {"eventName": "UpdateAccessKey", "requestParameters": {"status": "Inactive", "userName": "bob"}}


def _iam(event: str, /, **parameters: Any) -> dict[str, Any]:
    return {**KEY, "eventName": event, "requestParameters": parameters, "responseElements": None}


def _tagged(*keys: str, event: str = "TagUser") -> dict[str, Any]:
    tags = [{"key": key, "value": "true"} for key in keys]
    return {**TAGGED, "eventName": event, "requestParameters": {"userName": "bob", "tags": tags}}


def _anchor(event: str) -> dict[str, Any]:
    return {**KEY, "eventSource": "rolesanywhere.amazonaws.com", "eventName": event, "requestParameters": {}}


SEEN: dict[str, list[dict[str, Any]]] = {
    "AccessKeyCreated": [KEY, {**KEY, **ACTIVE}, {**KEY, "userIdentity": {"type": "Root"}, "requestParameters": None}],
    "ServiceCredentialCreated": [
        _iam("CreateServiceSpecificCredential", userName="bob", serviceName="bedrock.amazonaws.com"),
        _iam("ResetServiceSpecificCredential", userName="bob"),
        _iam("UploadSSHPublicKey", userName="bob"),
        _iam("UploadSigningCertificate", userName="bob"),
    ],
    "LoginProfileCreated": [_iam("CreateLoginProfile", userName="bob"), _iam("UpdateLoginProfile", userName="bob")],
    "TrustPolicyChanged": [_iam("UpdateAssumeRolePolicy", roleName="Deployer", policyDocument="{}")],
    "IdentityProviderChanged": [
        _iam("CreateSAMLProvider", name="corporate"),
        _iam("UpdateSAMLProvider", sAMLProviderArn="arn:aws:iam::111122223333:saml-provider/corporate"),
        _iam("CreateOpenIDConnectProvider", url="https://token.actions.githubusercontent.com"),
        _iam("AddClientIDToOpenIDConnectProvider", clientID="sts.amazonaws.com"),
        _iam("UpdateOpenIDConnectProviderThumbprint", thumbprintList=["0" * 40]),
        _anchor("CreateTrustAnchor"),
        _anchor("UpdateTrustAnchor"),
        _anchor("EnableTrustAnchor"),
    ],
    "BoundaryRemoved": [
        _iam("DeleteUserPermissionsBoundary", userName="bob"),
        _iam("DeleteRolePermissionsBoundary", roleName="Deployer"),
        _iam(
            "PutUserPermissionsBoundary", userName="bob", permissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess"
        ),
        _iam("PutRolePermissionsBoundary", roleName="Deployer", permissionsBoundary="arn:aws:iam::aws:policy/Any"),
    ],
    "MfaDeactivated": [
        _iam("DeactivateMFADevice", userName="bob", serialNumber="arn:aws:iam::111122223333:mfa/bob"),
        _iam("DeleteVirtualMFADevice", serialNumber="arn:aws:iam::111122223333:mfa/bob"),
    ],
    "MfaEnabled": [_iam("EnableMFADevice", userName="bob", serialNumber="arn:aws:iam::111122223333:mfa/bob")],
    "UserAddedToGroup": [_iam("AddUserToGroup", userName="bob", groupName="Administrators")],
    "RotationExempted": [
        TAGGED,
        _tagged(EXEMPT_TAG),
        _tagged(EXEMPT_TAG, event="CreateUser"),
        _tagged(*"abcdefghijk", EXEMPT_TAG),
        _tagged(*"abcdefghijklm", EXEMPT_TAG),
    ],
    "PasswordPolicyChanged": [
        _iam("UpdateAccountPasswordPolicy", minimumPasswordLength=6),
        _iam("DeleteAccountPasswordPolicy"),
    ],
    "RootAssumed": [ROOT],
    "AssumeRoleFailed": [REFUSED, {**REFUSED, "eventName": "AssumeRoleWithWebIdentity"}],
}

UNSEEN: dict[str, list[dict[str, Any]]] = {
    "AccessKeyCreated": [{**KEY, **DENIED}, {**KEY, **INACTIVE}, {**KEY, **ACTIVE, **DENIED}, _iam("DeleteAccessKey")],
    "ServiceCredentialCreated": [
        {**_iam("UploadSSHPublicKey", userName="bob"), **DENIED},
        _iam("DeleteSSHPublicKey", userName="bob"),
        _iam("UploadServerCertificate", serverCertificateName="site"),
    ],
    "LoginProfileCreated": [
        {**_iam("CreateLoginProfile", userName="bob"), "errorCode": "EntityAlreadyExistsException"},
        _iam("DeleteLoginProfile", userName="bob"),
        _iam("ChangePassword"),
    ],
    "TrustPolicyChanged": [
        {**_iam("UpdateAssumeRolePolicy", roleName="Deployer"), "errorCode": "MalformedPolicyDocumentException"},
        _iam("UpdateRole", roleName="Deployer", maxSessionDuration=3600),
        {**_iam("UpdateAssumeRolePolicy"), **OTHER},
    ],
    "IdentityProviderChanged": [
        {**_iam("CreateSAMLProvider", name="corporate"), **DENIED},
        {**_anchor("CreateTrustAnchor"), **DENIED},
        _iam("GetSAMLProvider"),
        _anchor("CreateProfile"),
        {**_iam("CreateSAMLProvider"), **OTHER},
    ],
    "BoundaryRemoved": [
        {**_iam("DeleteRolePermissionsBoundary", roleName="Deployer"), **DENIED},
        _iam("CreateRole", roleName="Deployer", permissionsBoundary="arn:aws:iam::111122223333:policy/Boundary"),
        _iam("DeleteRolePolicy", roleName="Deployer", policyName="inline"),
    ],
    "MfaDeactivated": [
        {**_iam("DeactivateMFADevice", userName="bob"), **DENIED},
        _iam("EnableMFADevice", userName="bob"),
        _iam("ResyncMFADevice", userName="bob"),
    ],
    "MfaEnabled": [
        {**_iam("EnableMFADevice", userName="bob"), "errorCode": "InvalidAuthenticationCodeException"},
        _iam("CreateVirtualMFADevice", virtualMFADeviceName="bob"),
        _iam("DeactivateMFADevice", userName="bob"),
    ],
    "UserAddedToGroup": [
        {**_iam("AddUserToGroup", userName="bob", groupName="Administrators"), **DENIED},
        _iam("RemoveUserFromGroup", userName="bob", groupName="Administrators"),
        {**_iam("AddUserToGroup"), "eventSource": "quicksight.amazonaws.com"},
    ],
    "RotationExempted": [
        {**TAGGED, **DENIED},
        {**TAGGED, "eventName": "TagRole"},
        _tagged("team", f"not-{EXEMPT_TAG}"),
        _tagged(*"abcdefghijkl"),
        _iam("UntagUser", userName="bob", tagKeys=[EXEMPT_TAG]),
        _iam("CreateUser", userName="bob"),
    ],
    "PasswordPolicyChanged": [
        {**_iam("DeleteAccountPasswordPolicy"), **DENIED},
        _iam("GetAccountPasswordPolicy"),
        _iam("ChangePassword"),
    ],
    "RootAssumed": [{**ROOT, **DENIED}, ASSUMED, {**ROOT, "eventName": "GetSessionToken"}],
    "AssumeRoleFailed": [
        ASSUMED,
        {**REFUSED, "eventName": "AssumeRoot"},
        {**REFUSED, "errorCode": "ThrottlingException"},
        {**REFUSED, "eventSource": "rolesanywhere.amazonaws.com"},
    ],
}


def test_every_pattern_has_events_that_it_sees_and_near_ones_that_it_does_not() -> None:
    assert list(SEEN) == list(UNSEEN) == [watched.name for watched in IDENTITY_WATCHED]
    assert min(map(len, UNSEEN.values())) >= 2


@pytest.mark.parametrize("name", SEEN)
def test_a_pattern_sees_what_matters(name: str) -> None:
    assert [event for event in SEEN[name] if not matches(PATTERNS[name], event)] == []


@pytest.mark.parametrize("name", UNSEEN)
def test_a_pattern_does_not_see_what_is_near(name: str) -> None:
    assert [event for event in UNSEEN[name] if matches(PATTERNS[name], event)] == []


@pytest.mark.parametrize("name", SEEN)
def test_an_event_is_reported_once(name: str) -> None:
    assert {each for event in SEEN[name] for each, pattern in PATTERNS.items() if matches(pattern, event)} == {name}


def test_patterns_fit() -> None:
    assert {name: len(pattern) for name, pattern in PATTERNS.items() if len(pattern) > LONGEST_PATTERN} == {}


def test_only_refusals_are_counted_before_they_are_an_alarm() -> None:
    assert {watched.name: watched.threshold for watched in IDENTITY_WATCHED if watched.threshold > 1} == {
        "AssumeRoleFailed": 5
    }
