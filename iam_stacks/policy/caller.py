"""Who makes a request: a user, a role's session, a federated user, the root user, a service, or nobody known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from iam_stacks.policy.arn import Arn, split_arn
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import is_symbol, symbol

USER = "User"
ROLE = "AssumedRole"
ROOT = "Account"
FEDERATED_USER = "FederatedUser"
ANONYMOUS = "Anonymous"
SERVICE = "Service"
PROVIDER = "Provider"

ANYONE = symbol("anyone")
"""The name of a caller of whom only the account is known; as the account too, nothing is."""

_CANONICAL_USER = re.compile(r"[0-9a-f]{64}")
_SERVICE_LINKED_PATH = "role/aws-service-role/"
_SERVICE_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_ALLOWED = (
    "the ARN of a user, role, assumed-role or federated-user session, account root, or identity provider, "
    "a service such as lambda.amazonaws.com, or *"
)


class Parent(NamedTuple):
    """The role or user behind a session."""

    partition: str
    account: str
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The principal of a request.

    Attributes:
        kind: one of the constants of this module; for people and roles it is the value of aws:PrincipalType.
        arn: as given.
        partition: `aws`, `aws-cn`, ...; empty for a service and for an anonymous caller.
        account: 12 digits or a symbol; empty for a service, a provider and an anonymous caller.
        name: of the user, role, federated user or service.
        parent: the role of a session, or the user of a federated user, who is taken to have the session's name.
        derived: the condition keys that follow from who calls, in lower case, with their values.
    """

    kind: str
    arn: str
    partition: str = ""
    account: str = ""
    name: str = ""
    parent: Parent | None = None
    derived: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_identity(self) -> bool:
        """Whether the caller belongs to an account, so that identity-based policies and SCPs can apply to it."""
        return bool(self.account)

    @property
    def is_role_itself(self) -> bool:
        """Whether the caller is a session of a role with any name, given by the role's ARN."""
        return self.kind == ROLE and self.parent is None

    @property
    def has_no_username(self) -> bool:
        """Whether aws:username is never in its requests. IAM User Guide, "Principal key values"."""
        return self.kind in (ROLE, ROOT, FEDERATED_USER, ANONYMOUS)

    @property
    def can_have_boundary(self) -> bool:
        """Whether it is a user or role, or a session of one. IAM User Guide, "Permissions boundaries"."""
        return self.kind in (USER, ROLE, FEDERATED_USER)

    @property
    def root_arn(self) -> str:
        """The ARN by which a policy names the caller's whole account."""
        return f"arn:{self.partition}:iam::{self.account}:root"


_ANONYMOUS_CALLER = Caller(
    kind=ANONYMOUS,
    arn="*",
    derived={"aws:principaltype": ANONYMOUS, "aws:principalaccount": "anonymous", "aws:userid": "anonymous"},
)
"""Sources: IAM User Guide, "Principal key values"; AWS global condition context keys, aws:PrincipalAccount."""


def is_service_linked_role(arn: str) -> bool:
    """Tell whether an ARN is of a role that an AWS service made for itself."""
    return f":{_SERVICE_LINKED_PATH}" in arn


@lru_cache(maxsize=65536)
def parse_caller(principal: str, *, vouched_for: bool = False) -> Caller:
    """Return the caller that a text names.

    Args:
        principal: an ARN, a name with dots, or `*`.
        vouched_for: whether an identity provider vouches for the caller, so that a name with dots is that of a
            provider (`accounts.google.com`, `cognito-identity.amazonaws.com`) and not of a service.

    Raises:
        PolicyError: the text names none.
    """
    if principal == "*":
        return _ANONYMOUS_CALLER
    if _SERVICE_NAME.fullmatch(principal):
        kind = PROVIDER if vouched_for else SERVICE
        return Caller(kind=kind, arn=principal, name=principal.lower())
    if is_symbol(principal) or _CANONICAL_USER.fullmatch(principal):
        return _known_by_name_only(principal, vouched_for=vouched_for)
    arn = split_arn(principal)
    found = arn and not arn.region and _of_arn(principal, arn)
    if not found:
        raise PolicyError(f"principal {principal!r} is not one; give {_ALLOWED}")
    return found


def _known_by_name_only(name: str, *, vouched_for: bool) -> Caller:
    """Return a caller whose name is known at deployment only, or is a canonical user id: nothing follows from it."""
    return Caller(kind=PROVIDER, arn=name, name=name) if vouched_for else Caller(kind=USER, arn=name, account=name)


def _of_arn(text: str, arn: Arn) -> Caller | None:
    kind, _, rest = arn.resource.partition("/")
    *path, name = rest.split("/")
    if not (_ACCOUNT.fullmatch(arn.account) or is_symbol(arn.account)):
        return None
    if (arn.service, arn.resource) == ("iam", "root"):
        return _identity(ROOT, text, arn, name="", principal_arn=text, userid=arn.account)
    if not name:
        return None
    match arn.service, kind, path:
        case "iam", "user", _:
            return _identity(USER, text, arn, name=name, principal_arn=text, username=name)
        case "iam", "role", _:
            return _identity(ROLE, text, arn, name=name, principal_arn=text)
        case "sts", "assumed-role", [role] if role:
            role_arn = f"arn:{arn.partition}:iam::{arn.account}:role/{role}"
            return _identity(ROLE, text, arn, name=role, parent="role", principal_arn=role_arn)
        case "sts", "federated-user", []:
            userid = f"{arn.account}:{name}"
            return _identity(FEDERATED_USER, text, arn, name=name, parent="user", principal_arn=text, userid=userid)
        case "iam", "oidc-provider" | "saml-provider", _:
            return Caller(kind=PROVIDER, arn=text, partition=arn.partition, name=rest)
    return None


def _identity(
    kind: str,
    text: str,
    arn: Arn,
    *,
    name: str,
    principal_arn: str,
    parent: str | None = None,
    username: str | None = None,
    userid: str | None = None,
) -> Caller:
    """Make a caller of an account, with the keys of "Principal key values".

    Source: IAM User Guide, "IAM policy elements: Variables and tags". The id of a user or a role cannot be known.
    """
    keys = {
        "aws:principalarn": principal_arn,
        "aws:principalaccount": arn.account,
        "aws:principaltype": kind,
        "aws:username": username,
        "aws:userid": userid,
    }
    if name == ANYONE:
        keys = {"aws:principalaccount": None if arn.account == ANYONE else arn.account}
    return Caller(
        kind=kind,
        arn=text,
        partition=arn.partition,
        account=arn.account,
        name=name,
        parent=None if parent is None else Parent(arn.partition, arn.account, parent, name),
        derived={key: value for key, value in keys.items() if value is not None},
    )
