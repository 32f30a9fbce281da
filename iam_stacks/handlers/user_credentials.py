"""Everything that keeps IAM from deleting a user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class _Kind:
    """A kind of thing that a user can have many of.

    Attributes:
        listing: the operation that lists them.
        found: where they are in its answer.
        key: what each is known by, there and in the operation that takes it away.
        removal: the operation that takes one away.
    """

    listing: str
    found: str
    key: str
    removal: str


_DEVICES = _Kind("list_mfa_devices", "MFADevices", "SerialNumber", "deactivate_mfa_device")
_CREDENTIALS = (
    _Kind("list_access_keys", "AccessKeyMetadata", "AccessKeyId", "delete_access_key"),
    _Kind("list_ssh_public_keys", "SSHPublicKeys", "SSHPublicKeyId", "delete_ssh_public_key"),
    _Kind(
        "list_service_specific_credentials",
        "ServiceSpecificCredentials",
        "ServiceSpecificCredentialId",
        "delete_service_specific_credential",
    ),
    _Kind("list_signing_certificates", "Certificates", "CertificateId", "delete_signing_certificate"),
)
_RIGHTS = (
    _Kind("list_user_policies", "PolicyNames", "PolicyName", "delete_user_policy"),
    _Kind("list_attached_user_policies", "AttachedPolicies", "PolicyArn", "detach_user_policy"),
    _Kind("list_groups_for_user", "Groups", "GroupName", "remove_user_from_group"),
)
"""IAM API Reference, DeleteUser, lists them all, and the login profile."""


def delete_all(iam: Any, user: str) -> None:
    """Take everything from a user that IAM asks to be taken first; nothing if there is no such user.

    Args:
        iam: a client of IAM.
        user: the user's name.
    """
    # First what signs in, last what holds it back: a run that breaks off leaves nothing that MFA guarded without it.
    _tolerating_absence(iam, lambda: iam.delete_login_profile(UserName=user))
    for kind in (*_CREDENTIALS, _DEVICES, *_RIGHTS):
        for each in _listed(iam, kind, user):
            _remove(iam, kind, user, each)
            # A passkey or hardware token is no resource of the account.
            if kind is _DEVICES and ":mfa/" in each:
                _delete_device(iam, each)


def _delete_device(iam: Any, serial: str) -> None:
    _tolerating_absence(iam, lambda: iam.delete_virtual_mfa_device(SerialNumber=serial))


def _remove(iam: Any, kind: _Kind, user: str, each: str) -> None:
    _tolerating_absence(iam, lambda: getattr(iam, kind.removal)(UserName=user, **{kind.key: each}))


def _listed(iam: Any, kind: _Kind, user: str) -> list[str]:
    found: list[str] = []
    _tolerating_absence(iam, lambda: found.extend(_pages(iam, kind, user)))
    return found


def _pages(iam: Any, kind: _Kind, user: str, **start: str) -> Iterator[str]:
    # Not every listing that comes in pages has a paginator.
    answer = getattr(iam, kind.listing)(UserName=user, **start)
    for each in answer[kind.found]:
        yield each if isinstance(each, str) else each[kind.key]
    if answer.get("IsTruncated"):
        yield from _pages(iam, kind, user, Marker=answer["Marker"])


def _tolerating_absence(iam: Any, act: Callable[[], object]) -> None:
    """Act; what is gone already is gone."""
    try:
        act()
    except iam.exceptions.NoSuchEntityException:
        return
