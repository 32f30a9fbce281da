"""A user's SSH public keys, service-specific credentials and signing certificates.

MiniStack has none of their actions. Here they can be made, listed and deleted; nothing can be done with them:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html
Delete when a release has it.
"""

from dataclasses import dataclass
from typing import Any

from ministack.services import iam

from emulator.patches import own_user
from emulator.patches.ministack_api import Answer, ApiFunction, Properties, add_action, iam_answer, missing

ID_LENGTH = 32


@dataclass(frozen=True)
class Kind:
    """A kind of credential.

    Attributes:
        made_by: the action that makes one.
        name: what one is called in the other actions; with an "s", many.
        element: what one is called in an answer; with an "s", many.
        id: what its id is called, and the id's prefix.
        given: the parameter that the answer repeats.
        date: what its date is called.
        secret: what only the answer of `made_by` tells.
    """

    made_by: str
    name: str
    element: str
    id: tuple[str, str]
    given: str
    date: str
    secret: tuple[str, ...] = ()


KINDS = (
    Kind(
        "UploadSSHPublicKey",
        "SSHPublicKey",
        "SSHPublicKey",
        ("SSHPublicKeyId", "APKA"),
        "SSHPublicKeyBody",
        "UploadDate",
        ("SSHPublicKeyBody", "Fingerprint"),
    ),
    Kind(
        "CreateServiceSpecificCredential",
        "ServiceSpecificCredential",
        "ServiceSpecificCredential",
        ("ServiceSpecificCredentialId", "ACCA"),
        "ServiceName",
        "CreateDate",
        ("ServicePassword",),
    ),
    Kind(
        "UploadSigningCertificate",
        "SigningCertificate",
        "Certificate",
        ("CertificateId", "ASCA"),
        "CertificateBody",
        "UploadDate",
    ),
)


def apply() -> None:
    """Add the actions."""
    for kind in KINDS:
        add_action(kind.made_by, _makes(kind))
        add_action(f"List{kind.name}s", _lists(kind))
        add_action(f"Delete{kind.name}", _deletes(kind))


def of(user: Any, kind: Kind) -> dict[str, dict[str, str]]:
    """Return a user's credentials of a kind, by id: they are kept in the record of the user."""
    found: dict[str, dict[str, str]] = user.setdefault(kind.name, {})
    return found


def _makes(kind: Kind) -> ApiFunction:
    def make(parameters: Properties) -> Answer:
        name = _user(parameters)
        if name not in iam._users:
            return missing(f"The user with name {name} cannot be found.")
        id = iam._gen_id(kind.id[1]).ljust(ID_LENGTH, "0")
        made = {"UserName": name, kind.id[0]: id, "Status": "Active", kind.date: iam._now()}
        of(iam._users[name], kind)[id] = {**made, kind.given: iam._p(parameters, kind.given)}
        told = {**dict.fromkeys(kind.secret, "example"), **of(iam._users[name], kind)[id]}
        return iam_answer(kind.made_by, f"<{kind.element}>{_xml(told)}</{kind.element}>")

    return make


def _lists(kind: Kind) -> ApiFunction:
    def list_all(parameters: Properties) -> Answer:
        name = _user(parameters)
        if name not in iam._users:
            return missing(f"The user with name {name} cannot be found.")
        told = [
            {key: value for key, value in made.items() if key not in kind.secret}
            for made in of(iam._users[name], kind).values()
        ]
        members = "".join(f"<member>{_xml(one)}</member>" for one in told)
        listed = f"<{kind.element}s>{members}</{kind.element}s><IsTruncated>false</IsTruncated>"
        return iam_answer(f"List{kind.name}s", listed)

    return list_all


def _deletes(kind: Kind) -> ApiFunction:
    def delete(parameters: Properties) -> Answer:
        id = iam._p(parameters, kind.id[0])
        made = of(iam._users.get(_user(parameters), {}), kind)
        return iam_answer(f"Delete{kind.name}") if made.pop(id, None) else missing(f"{id} cannot be found.")

    return delete


def _user(parameters: Properties) -> str:
    return str(iam._p(parameters, "UserName")) or own_user.caller_name()


def _xml(record: dict[str, str]) -> str:
    return "".join(f"<{key}>{value}</{key}>" for key, value in record.items())
