"""What was read of an account before everything is put together: who is attached to whom is still a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from iam_stacks.account.model import Declared, ManagedPolicy, Output, Policy, ResourcePolicy, Written
from iam_stacks.account.place import Place, Unresolved
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.layers import IDENTITY, require_elements

USER, GROUP, ROLE = "user", "group", "role"

_PLACE = re.compile(r"((?:Version|Id|Statement)\S*): (.*)", re.DOTALL)

Named = tuple[str, Place]
"""A name or an ARN, and where it is written."""


@dataclass(kw_only=True, eq=False)
class Identity:
    """A user, group or role.

    Attributes:
        kind: USER, GROUP or ROLE.
        common: the fields of `model.Thing`.
        place: where it is written.
        assembly: of its stack; identities of the same assembly are nearer than others of the same name.
        inline: its inline policies, and those attached to it by name.
        managed: ARNs of managed policies.
        groups: names of groups.
        boundaries: the ARN of its permissions boundary.
        tags: its tags.
        trust: its trust policy.
    """

    kind: str
    common: dict[str, Any]
    place: Place
    assembly: str = ""
    inline: list[Policy] = field(default_factory=list)
    managed: list[Named] = field(default_factory=list)
    groups: list[Named] = field(default_factory=list)
    boundaries: list[Named] = field(default_factory=list)
    tags: tuple[tuple[str, str], ...] = ()
    trust: Policy | None = None

    @property
    def stack(self) -> str | None:
        """The stack that it is of; None if it is of an export."""
        found: str | None = self.common.get("stack")
        return found

    def add(self, other: Identity) -> None:
        """Take over what something else says of the same identity."""
        self.common = {**other.common, **{name: value for name, value in self.common.items() if value is not None}}
        self.inline += other.inline
        self.managed += other.managed
        self.groups += other.groups
        self.boundaries += other.boundaries
        self.tags = tuple(dict.fromkeys(self.tags + other.tags))
        self.trust = self.trust or other.trust


@dataclass(kw_only=True, eq=False)
class Attachment:
    """Something that is given to identities from elsewhere: a policy, or membership in groups.

    Attributes:
        kind: of those who get it.
        names: who gets it.
        give: gives it to one of them.
        stack: where it is from: the names of this stack are nearest.
        assembly: the stack's.
    """

    kind: str
    names: list[Named]
    give: Callable[[Identity], None]
    stack: str
    assembly: str


@dataclass(kw_only=True, eq=False)
class Runner:
    """Something that runs with roles.

    Attributes:
        type: CloudFormation's type of it.
        common: the fields of `model.Thing`.
        roles: the ARNs of its roles.
        profiles: the names or ARNs of its instance profiles.
    """

    type: str
    common: dict[str, Any]
    roles: list[str] = field(default_factory=list)
    profiles: list[Named] = field(default_factory=list)


@dataclass(eq=False)
class Gathered:
    """Everything that was read.

    Attributes:
        identities: users, groups and roles.
        attachments: what is given to them by name.
        managed_policies: the account's own.
        documents: documents of managed policies, by ARN, also AWS's if they were read; None if malformed.
        instance_profiles: the fields of `model.Thing` and the ARNs of the roles in it.
        workloads: what runs with roles.
        resource_policies: the policies of resources.
        problems: what is open or wrong.
        written: every policy document that somebody wrote, malformed ones too.
        declared: the resources of IAM, and those that hold its secrets or watch it.
        outputs: the outputs of the stacks.
    """

    identities: list[Identity] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    managed_policies: list[ManagedPolicy] = field(default_factory=list)
    documents: dict[str, Policy | None] = field(default_factory=dict)
    instance_profiles: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list)
    workloads: list[Runner] = field(default_factory=list)
    resource_policies: list[ResourcePolicy] = field(default_factory=list)
    problems: dict[Unresolved, None] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)

    def report(self, place: Place, why: str) -> None:
        """Say once that something is open or wrong."""
        self.problems[place.unresolved(why)] = None

    def policy(self, name: str, document: Any, place: Place, *, layer: str = IDENTITY) -> Policy | None:
        """Return a policy; None, and a problem, if its document is malformed.

        Args:
            name: what reasons call it.
            document: its document.
            place: where that is written.
            layer: IDENTITY or RESOURCE, which differ in the elements that a statement can have.
        """
        return self._checked(read_policy(name, document, place, layer=layer))

    def write(self, name: str, document: Any, place: Place, *, layer: str = IDENTITY) -> Policy | None:
        """Return a policy that somebody wrote, and note how; the arguments are those of `policy`."""
        return self.note(read_policy(name, document, place, layer=layer))

    def note(self, written: Written) -> Policy | None:
        """Note how a policy is written; return it, or None, and a problem, if its document is malformed."""
        self.written.append(written)
        return self._checked(written)

    def _checked(self, written: Written) -> Policy | None:
        place = written.place
        if written.policy is None:
            self.report(place.at(written.fault_at) if written.fault_at else place, written.fault)
        return written.policy


def read_policy(name: str, document: Any, place: Place, *, layer: str) -> Written:
    """Return a policy as it is written; the arguments are those of `Gathered.policy`."""
    written = Written(name=name, layer=layer, place=place, source=document)
    try:
        read = Document.parse(document)
        for index, statement in enumerate(read.statements):
            require_elements(layer, f"Statement[{index}]", statement)
    except PolicyError as error:
        fault_at, fault = _split(str(error))
        return replace(written, fault=fault, fault_at=fault_at)
    return replace(written, policy=Policy(name, read))


def _split(message: str) -> tuple[str, str]:
    """Return the place in the document that a message begins with, and the rest."""
    found = _PLACE.fullmatch(message)
    return (found[1], found[2]) if found else ("", message)
