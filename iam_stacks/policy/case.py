"""The order of evaluation: explicit deny, RCPs, SCPs, resource policy, identity policies, boundary, session policies.

Sources: IAM User Guide, "Policy evaluation logic", "How AWS enforcement code logic evaluates requests to allow or
deny access" and "Cross-account policy evaluation logic".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from iam_stacks.policy.caller import FEDERATED_USER, ROOT
from iam_stacks.policy.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, Reason
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, RCP, RESOURCE, SESSION, Entry, Layers
from iam_stacks.policy.principal import Grant
from iam_stacks.policy.request import Request
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.special import (
    is_out_of_reach,
    may_need_resource_policy,
    needs_no_permission,
    needs_resource_policy,
    rcps_reach,
    scps_reach,
)
from iam_stacks.policy.variables import Context

DENY = "deny"
_GRANTS = {grant: f"{RESOURCE}:{grant.name}" for grant in Grant}
_DIRECT, _PARENT, _ACCOUNT = (_GRANTS[grant] for grant in (Grant.DIRECT, Grant.PARENT, Grant.ACCOUNT))
_RESOURCE_GRANTS = {_DIRECT, _PARENT, _ACCOUNT}


@dataclass(frozen=True, eq=False)
class Candidate:
    """A statement that is about the action and the caller of a request.

    Attributes:
        group: `deny`, or the group of Allow statements of which one is enough.
        rule: the statement.
        reason: the statement as a reason.
        matches: tells whether a resource and the conditions match.
    """

    group: str
    rule: Rule
    reason: Reason
    matches: Callable[[str, Context], bool]


class Case:
    """What holds for all requests of one caller for one action: which statements count, and what must be met."""

    def __init__(self, layers: Layers, request: Request) -> None:
        """Choose the statements and the layers that a request of this caller for this action meets."""
        caller = request.caller
        self._is_identity = caller.is_identity
        self._is_root = caller.kind == ROOT
        self._has_resource_policy = layers.has_resource_policy
        self._scps = layers.scp_levels if scps_reach(request) else ()
        self._to_meet = set(self._scps)
        self._limits = _limits(layers, request)
        self._may_need_resource_policy = may_need_resource_policy(request)
        self.always_allowed = needs_no_permission(request)
        self.bounded = layers.has_boundary and caller.can_have_boundary
        self.layers = self._counted(request)
        self.candidates = tuple(self._select(layers, request))

    def effect(self, request: Request, met: Set[str]) -> str:
        """Return the answer, given the groups of statements of which one matches."""
        if DENY in met:
            return EXPLICIT_DENY
        return ALLOWED if self._permits(request, met) else IMPLICIT_DENY

    def unmet(self, request: Request, met: Set[str]) -> Iterator[str]:
        """Name the layers that did not allow, in the order of evaluation."""
        yield from (level for level in self._scps if level not in met)
        asked = self._has_resource_policy or request.crosses_accounts or not self._is_identity
        if (asked or needs_resource_policy(request)) and _RESOURCE_GRANTS.isdisjoint(met):
            yield RESOURCE
        if self._is_identity and not self._is_root:
            yield from (layer for layer in (IDENTITY, BOUNDARY, SESSION) if layer in {IDENTITY, *self._limits} - met)

    def _permits(self, request: Request, met: Set[str]) -> bool:
        if not self._to_meet <= met:
            return False
        needs_resource = self._may_need_resource_policy and needs_resource_policy(request)
        if needs_resource and is_out_of_reach(request):
            return False
        if not self._is_identity:
            return not _RESOURCE_GRANTS.isdisjoint(met)
        limits = self._limits <= met
        identity = self._is_root or (limits and IDENTITY in met)
        if request.caller.account != request.owner:
            return identity and not _RESOURCE_GRANTS.isdisjoint(met)
        if _DIRECT in met or (limits and _PARENT in met):
            return True
        return identity and (not needs_resource or _ACCOUNT in met)

    def _select(self, layers: Layers, request: Request) -> Iterator[Candidate]:
        for entry in layers.entries:
            if entry.layer in self.layers and entry.rule.about(request.folded_action):
                grant = entry.rule.grant(request.caller, bounded=self.bounded)
                if grant is not Grant.NONE:
                    yield Candidate(_group(entry, grant), entry.rule, entry.reason, entry.rule.matches)

    def _counted(self, request: Request) -> set[str]:
        counted = {RESOURCE, *self._scps}
        if self._is_identity and not self._is_root:
            counted |= {IDENTITY, BOUNDARY, SESSION}
        if rcps_reach(request):
            counted.add(RCP)
        return counted


def _limits(layers: Layers, request: Request) -> set[str]:
    """Return the layers that limit what identity-based policies grant.

    A federated user has what its session policies and the user's policies both allow: without session policies,
    nothing. Source: STS API Reference, GetFederationToken.
    """
    with_session = layers.has_session_policies or request.caller.kind == FEDERATED_USER
    return ({BOUNDARY} if layers.has_boundary else set()) | ({SESSION} if with_session else set())


def _group(entry: Entry, grant: Grant) -> str:
    if not entry.rule.allows:
        return DENY
    return _GRANTS[grant] if entry.layer == RESOURCE else entry.layer
