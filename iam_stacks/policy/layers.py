"""The policies that apply together, each statement with the layer that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from iam_stacks.policy.decision import Reason
from iam_stacks.policy.document import Document
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.statement import Statement

Source: TypeAlias = Mapping[str, Any] | str | Document

IDENTITY = "identity"
BOUNDARY = "boundary"
SESSION = "session"
RESOURCE = "resource"
RCP = "rcp"


@dataclass(frozen=True, eq=False)
class Entry:
    """A statement in its place.

    Attributes:
        layer: the kind of policy, or one level of SCPs, of which one Allow is needed.
        policy: what reasons call the policy.
        rule: the statement.
    """

    layer: str
    policy: str
    rule: Rule

    @cached_property
    def reason(self) -> Reason:
        """The statement as a reason."""
        statement = self.rule.statement
        return Reason(self.policy, self.rule.index, statement.sid, statement.effect)


@dataclass(frozen=True, kw_only=True)
class Layers:
    """All policies of one evaluation.

    Attributes:
        entries: the statements of all of them.
        scp_levels: the names of the levels of SCPs, root first.
        has_boundary: whether the caller has a permissions boundary.
        has_session_policies: whether session policies were passed.
        has_resource_policy: whether the resource has a policy.
    """

    entries: tuple[Entry, ...]
    scp_levels: tuple[str, ...] = ()
    has_boundary: bool = False
    has_session_policies: bool = False
    has_resource_policy: bool = False

    @classmethod
    def of(
        cls,
        *,
        identity_policies: Sequence[Source],
        permissions_boundary: Source | None,
        resource_policy: Source | None,
        service_control_policies: Sequence[Sequence[Source]],
        resource_control_policies: Sequence[Sequence[Source]],
        session_policies: Sequence[Source],
    ) -> Layers:
        """Read the policies; the arguments are those of `evaluate`.

        Raises:
            PolicyError: a document is malformed, or an element stands where that kind of policy cannot have it.
        """
        identity = _named("identity_policies", IDENTITY, identity_policies)
        session = _named("session_policies", SESSION, session_policies)
        boundary = [] if permissions_boundary is None else [(BOUNDARY, permissions_boundary)]
        resource = [] if resource_policy is None else [(RESOURCE, resource_policy)]
        scps = _levels("service_control_policies", "scp", service_control_policies)
        rcps = _levels("resource_control_policies", RCP, resource_control_policies)
        return cls(
            entries=(
                *(entry for named in identity for entry in entries(IDENTITY, *named)),
                *(entry for named in boundary for entry in entries(BOUNDARY, *named)),
                *(entry for named in session for entry in entries(SESSION, *named)),
                *(entry for named in resource for entry in entries(RESOURCE, *named)),
                *(
                    entry
                    for level, documents in scps.items()
                    for named in documents
                    for entry in entries(level, *named)
                ),
                *(entry for documents in rcps.values() for named in documents for entry in entries(RCP, *named)),
            ),
            scp_levels=tuple(scps),
            has_boundary=bool(boundary),
            has_session_policies=bool(session),
            has_resource_policy=bool(resource),
        )


def _named(argument: str, name: str, sources: object) -> list[tuple[str, Source]]:
    return [(f"{name}[{index}]", source) for index, source in enumerate(_sequence(argument, sources))]


def _levels(argument: str, name: str, levels: object) -> dict[str, list[tuple[str, Source]]]:
    named = {f"{name}[{index}]": level for index, level in enumerate(_sequence(argument, levels))}
    return {level: _named(f"{argument}: {level}", level, documents) for level, documents in named.items()}


def _sequence(argument: str, given: object) -> Iterable[Any]:
    if isinstance(given, str | Mapping | Document) or not isinstance(given, Iterable):
        raise PolicyError(f"{argument} is no list; put what there is into one")
    return given


def entries(layer: str, policy: str, source: Source) -> Iterator[Entry]:
    """Yield the statements of a policy, each in its place.

    Args:
        layer: the kind of policy, or the level of SCPs.
        policy: what reasons call the policy.
        source: its document.

    Raises:
        PolicyError: the document is malformed, or has an element that this kind of policy cannot have.
    """
    for rule in Document.parse(source, policy).rules:
        require_elements(layer, f"{policy}: Statement[{rule.index}]", rule.statement)
        yield Entry(layer, policy, rule)


def require_elements(layer: str, place: str, statement: Statement) -> None:
    """Refuse an element that this kind of policy cannot have, and the absence of one that it must have.

    Source: IAM User Guide, "Grammar of the IAM JSON policy language", and Organizations User Guide, "RCP syntax".

    Args:
        layer: the kind of policy, or the level of SCPs.
        place: how messages begin.
        statement: the statement.

    Raises:
        PolicyError: AWS would refuse the statement there.
    """
    names_principals = statement.principals is not None or statement.not_principals is not None
    names_resources = statement.resources is not None or statement.not_resources is not None
    if layer == RESOURCE and not names_principals:
        raise PolicyError(f"{place}: a resource-based policy needs Principal or NotPrincipal")
    if layer not in (RESOURCE, RCP) and names_principals:
        raise PolicyError(f"{place}: only a resource-based policy has Principal or NotPrincipal")
    if layer != RESOURCE and not names_resources:
        raise PolicyError(f"{place}: a statement needs Resource or NotResource")
