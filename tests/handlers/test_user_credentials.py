"""What moto cannot show: lists in pages, and things that go meanwhile. The rest is with the handler."""

from typing import Any

import pytest

from iam_stacks.handlers.user_credentials import delete_all
from tests.handlers.aws import Aws

USER = "JohnDoe"
LISTS = {
    "ListMFADevices": ("MFADevices", "SerialNumber", "DeactivateMFADevice"),
    "ListAccessKeys": ("AccessKeyMetadata", "AccessKeyId", "DeleteAccessKey"),
    "ListSSHPublicKeys": ("SSHPublicKeys", "SSHPublicKeyId", "DeleteSSHPublicKey"),
    "ListServiceSpecificCredentials": (
        "ServiceSpecificCredentials",
        "ServiceSpecificCredentialId",
        "DeleteServiceSpecificCredential",
    ),
    "ListSigningCertificates": ("Certificates", "CertificateId", "DeleteSigningCertificate"),
    "ListUserPolicies": ("PolicyNames", "PolicyName", "DeleteUserPolicy"),
    "ListAttachedUserPolicies": ("AttachedPolicies", "PolicyArn", "DetachUserPolicy"),
    "ListGroupsForUser": ("Groups", "GroupName", "RemoveUserFromGroup"),
}
Removals = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def pages() -> list[list[str]]:
    """The things of each kind that the user has."""
    return [["a", "b"], ["c"], ["d"]]


@pytest.fixture
def gone() -> list[str]:
    """The operations that find nothing the next time."""
    return []


@pytest.fixture
def removed(aws: Aws, pages: list[list[str]], gone: list[str]) -> Removals:
    """What is taken away from the user."""
    done: Removals = []

    def call(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if operation in gone:
            gone.remove(operation)
            raise client.exceptions.NoSuchEntityException({"Error": {"Code": "NoSuchEntity"}}, operation)
        if operation not in LISTS:
            done.append((operation, parameters))
            return {}
        found, key, _ = LISTS[operation]
        page = int(parameters.get("Marker", "0"))
        things = [id if found == "PolicyNames" else {key: id} for id in pages[page]]
        more = page + 1 < len(pages)
        return {found: things, "IsTruncated": more, **({"Marker": str(page + 1)} if more else {})}

    aws.call = call
    return done


@pytest.mark.parametrize("listing", LISTS)
def test_things_of_all_pages_are_taken_away(removed: Removals, iam: Any, listing: str) -> None:
    delete_all(iam, USER)
    _, key, removal = LISTS[listing]
    assert [parameters for operation, parameters in removed if operation == removal] == [
        {"UserName": USER, key: id} for id in "abcd"
    ]


@pytest.mark.parametrize("listing", LISTS)
def test_what_went_since_it_was_listed_is_no_fault_and_the_rest_goes_too(
    removed: Removals, gone: list[str], iam: Any, listing: str
) -> None:
    _, key, removal = LISTS[listing]
    gone.append(removal)
    delete_all(iam, USER)
    assert [parameters[key] for operation, parameters in removed if operation == removal] == ["b", "c", "d"]
    assert removed[0] == ("DeleteLoginProfile", {"UserName": USER})
    assert removed[-1][0] == "RemoveUserFromGroup"


@pytest.mark.parametrize("listing", LISTS)
def test_a_user_who_goes_between_two_pages_is_no_fault(removed: Removals, aws: Aws, iam: Any, listing: str) -> None:
    serve = aws.call

    def call(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if operation == listing and "Marker" in parameters:
            raise client.exceptions.NoSuchEntityException({"Error": {"Code": "NoSuchEntity"}}, operation)
        return serve(client, operation, parameters)

    aws.call = call
    delete_all(iam, USER)
    assert removed[0] == ("DeleteLoginProfile", {"UserName": USER})
    assert removed[-1][0] == "RemoveUserFromGroup"


def test_a_virtual_device_and_a_password_that_are_gone_are_no_fault(
    removed: Removals, pages: list[list[str]], gone: list[str], iam: Any
) -> None:
    pages[:] = [["arn:aws:iam::123456789012:mfa/phone"]]
    gone += ["DeactivateMFADevice", "DeleteVirtualMFADevice", "DeleteLoginProfile"]
    delete_all(iam, USER)
    assert gone == []


@pytest.mark.parametrize(
    ("serial", "is_virtual"),
    [
        ("arn:aws:iam::123456789012:mfa/phone", True),
        ("arn:aws-us-gov:iam::123456789012:mfa/path/phone", True),
        ("arn:aws:iam::123456789012:u2f/user/JohnDoe/key-ABCDEFGHIJ", False),
        ("arn:aws:iam::123456789012:sms-mfa/JohnDoe", False),
        ("GAHT12345678", False),
    ],
)
def test_only_a_virtual_device_is_deleted_and_after_it_was_deactivated(
    removed: Removals, pages: list[list[str]], iam: Any, serial: str, is_virtual: bool
) -> None:
    pages[:] = [[serial]]
    delete_all(iam, USER)
    of_devices = [each for each in removed if "MFADevice" in each[0]]
    deleted = [("DeleteVirtualMFADevice", {"SerialNumber": serial})] if is_virtual else []
    assert of_devices == [("DeactivateMFADevice", {"UserName": USER, "SerialNumber": serial}), *deleted]
