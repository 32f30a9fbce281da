"""Who is asked about: a user or role of the account, or somebody outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from iam_stacks.account.model import Policy, Role, User
from iam_stacks.policy.caller import ANYONE, parse_caller
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.document import Document
from iam_stacks.policy.statement import Statement

_EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
OUTSIDE = Policy("what its own account allows it", Document.parse({"Version": "2012-10-17", "Statement": _EVERYTHING}))
"""The policies of a principal of another account: nothing is known of them, so they are taken to allow."""

_WHO = {"aws:principalaccount", "aws:principalarn"}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A principal with the policies that it brings along.

    Attributes:
        arn: how answers name it.
        caller: how requests name it.
        policies: its identity-based policies, those of its groups among them.
        boundary: its permissions boundary; None if it has none.
        context: the condition keys that its tags give. A role's session can have other tags: these are not known.
    """

    arn: str
    caller: str
    policies: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    context: Mapping[str, ContextValue] = field(default_factory=dict)


def inside(identity: User | Role, *, session: str | None = None) -> Subject:
    """Return a user or role of the account.

    Args:
        identity: the user or role.
        session: the ARN of a session of the role. Default: a session with any name.
    """
    tags = {f"aws:PrincipalTag/{key}": value for key, value in identity.tags}
    return Subject(
        arn=session or identity.arn,
        caller=session or identity.arn,
        policies=identity.all_policies,
        boundary=identity.boundary,
        context={**tags, "aws:PrincipalArn": identity.arn},
    )


def outside(name: str, *, partition: str) -> Subject:
    """Return a principal that is not in the account, as a Principal element names it.

    Args:
        name: an ARN, perhaps with `*` for what nobody knows, 12 digits, a service, or `*`.
        partition: of the account.

    Raises:
        PolicyError: the name is none of these.
    """
    if name == "*":
        return Subject(arn="*", caller=f"arn:{partition}:iam::{ANYONE}:user/{ANYONE}", policies=(OUTSIDE,))
    arn = f"arn:{partition}:iam::{name}:root" if name.isdecimal() else name
    caller = parse_caller(arn.replace("*", ANYONE))
    if caller.is_identity and arn == caller.root_arn:
        return Subject(arn=arn, caller=arn.removesuffix("root") + f"user/{ANYONE}", policies=(OUTSIDE,))
    return Subject(arn=arn, caller=caller.arn, policies=(OUTSIDE,) if caller.is_identity else ())


def delegating_to(account_id: str) -> Policy:
    """Return a resource's policy that leaves everything to the identity-based policies of an account.

    It grants nothing by itself, and stands for the policies of roles and keys that nobody has asked about.
    """
    statement = {"Effect": "Allow", "Principal": {"AWS": account_id}, "Action": "*"}
    return Policy("what the resource delegates", Document.parse({"Version": "2012-10-17", "Statement": statement}))


def named_outside(documents: Iterable[Document]) -> tuple[str, ...]:
    """Return whom documents may allow something, each once: the principals of an Allow, whom a Deny excepts, and the
    accounts and ARNs of conditions, because what names everybody may mean those alone.
    """
    statements = [statement for document in documents for statement in document.statements]
    return tuple(dict.fromkeys(name for statement in statements for name in _named(statement)))


def _named(statement: Statement) -> Iterator[str]:
    allows = statement.effect == "Allow"
    for principals in filter(None, (statement.principals if allows else None, statement.not_principals)):
        yield from (name for _, names in principals.entries for name in names)
    yield from ("*",) if allows and statement.not_principals else ()
    values = (value for clause in statement.conditions if clause.key.lower() in _WHO for value in clause.values)
    yield from (value for value in values if not {"?", "$"} & set(value))
