"""The order of evaluation: explicit deny, RCPs, SCPs, resource policy, identity policies, boundary, session policies.

Sources: IAM User Guide, "Policy evaluation logic", "How AWS enforcement code logic evaluates requests to allow or
deny access" and "Cross-account policy evaluation logic".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from iam_stacks.policy.caller import FEDERATED_USER, ROOT
from iam_stacks.policy.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, Decision, Reason
from iam_stacks.policy.dependence import DENY, Candidate, keys_that_matter
from iam_stacks.policy.layers import BOUNDARY, IDENTITY, RCP, RESOURCE, SESSION, Entry, Layers, Source
from iam_stacks.policy.principal import Grant
from iam_stacks.policy.request import Request
from iam_stacks.policy.special import (
    is_out_of_reach,
    needs_no_permission,
    needs_resource_policy,
    rcps_reach,
    scps_reach,
)

_MOST_REMEMBERED = 4096
_GRANTS = {grant: f"{RESOURCE}:{grant.name}" for grant in Grant}
_DIRECT, _ROLE, _ACCOUNT = (_GRANTS[grant] for grant in (Grant.DIRECT, Grant.ROLE, Grant.ACCOUNT))
_RESOURCE_GRANTS = {_DIRECT, _ROLE, _ACCOUNT}
_NONE: set[str] = set()


class Evaluator:
    """The policies of one principal and one resource, compiled once, to answer many requests.

    Which statements are about an action is remembered; decisions are not.
    """

    def __init__(
        self,
        *,
        identity_policies: Sequence[Source] = (),
        permissions_boundary: Source | None = None,
        resource_policy: Source | None = None,
        service_control_policies: Sequence[Sequence[Source]] = (),
        resource_control_policies: Sequence[Sequence[Source]] = (),
        session_policies: Sequence[Source] = (),
    ) -> None:
        """Read and compile the policies; the arguments are those of `evaluate`.

        Raises:
            PolicyError: a document is malformed; the message names it and the place.
        """
        self._layers = Layers.of(
            identity_policies=identity_policies,
            permissions_boundary=permissions_boundary,
            resource_policy=resource_policy,
            service_control_policies=service_control_policies,
            resource_control_policies=resource_control_policies,
            session_policies=session_policies,
        )
        self._scps = set(self._layers.scp_levels)
        self._limits = {BOUNDARY} if self._layers.has_boundary else set()
        if self._layers.has_session_policies:
            self._limits.add(SESSION)
        self._about: dict[tuple[str, str], tuple[Candidate, ...]] = {}

    def decide(self, request: Request) -> Decision:
        """Answer one request.

        Raises:
            PolicyError: what is given is not a request.
        """
        if needs_no_permission(request):
            return Decision(ALLOWED)
        candidates = self._candidates(request)
        resource, keys = request.resource, request.keys
        matched = [candidate for candidate in candidates if candidate.entry.rule.matches(resource, keys)]
        met = {candidate.group for candidate in matched}
        effect = self._effect(request, met)
        depends_on: tuple[str, ...] = ()
        if request.unknown:
            depends_on = keys_that_matter(request, candidates, lambda groups: self._effect(request, groups))
        return Decision(effect, depends_on, self._reasons(request, effect, matched, met))

    def _candidates(self, request: Request) -> tuple[Candidate, ...]:
        """Return the statements that are about the action and the caller, each with what an answer makes of it."""
        key = request.folded_action, request.principal
        found = self._about.get(key)
        if found is None:
            if len(self._about) >= _MOST_REMEMBERED:
                self._about.clear()
            found = self._about[key] = tuple(self._select(request))
        return found

    def _select(self, request: Request) -> Iterator[Candidate]:
        layers = self._applicable_layers(request)
        for entry in self._layers.entries:
            if entry.layer in layers and entry.rule.about(request.folded_action):
                grant = entry.rule.grant(request.caller, bounded=self._layers.has_boundary)
                if grant is not Grant.NONE:
                    yield Candidate(entry, _group(entry, grant))

    def _applicable_layers(self, request: Request) -> set[str]:
        layers = {RESOURCE}
        if request.caller.is_identity and request.caller.kind != ROOT:
            layers |= {IDENTITY, BOUNDARY, SESSION}
        if scps_reach(request):
            layers |= set(self._layers.scp_levels)
        if rcps_reach(request):
            layers.add(RCP)
        return layers

    def _effect(self, request: Request, met: Set[str]) -> str:
        if DENY in met:
            return EXPLICIT_DENY
        return ALLOWED if self._permits(request, met) else IMPLICIT_DENY

    def _permits(self, request: Request, met: Set[str]) -> bool:
        """Tell whether the layers allow, given the groups of Allow statements of which one matches."""
        if is_out_of_reach(request) or not (met >= self._scps_to_meet(request)):
            return False
        named = not _RESOURCE_GRANTS.isdisjoint(met)
        if not request.caller.is_identity:
            return named
        limits = self._limits_to_meet(request) <= met
        identity = request.caller.kind == ROOT or (limits and IDENTITY in met)
        if request.crosses_accounts:
            return named and identity
        if _DIRECT in met or (limits and _ROLE in met):
            return True
        return identity and (not needs_resource_policy(request) or _ACCOUNT in met)

    def _scps_to_meet(self, request: Request) -> set[str]:
        return self._scps if scps_reach(request) else _NONE

    def _limits_to_meet(self, request: Request) -> set[str]:
        """Return the layers that limit what identity-based policies grant.

        A federated user has what its session policies and the user's policies both allow: without session policies,
        nothing. Source: STS API Reference, GetFederationToken.
        """
        return self._limits | {SESSION} if request.caller.kind == FEDERATED_USER else self._limits

    def _reasons(self, request: Request, effect: str, matched: list[Candidate], met: set[str]) -> tuple[Reason, ...]:
        if effect != IMPLICIT_DENY:
            denied = effect == EXPLICIT_DENY
            return tuple(candidate.entry.reason for candidate in matched if (candidate.group == DENY) is denied)
        return tuple(Reason(layer, None, None, IMPLICIT_DENY) for layer in self._unmet(request, met))

    def _unmet(self, request: Request, met: set[str]) -> Iterator[str]:
        """Name the layers that did not allow, in the order of evaluation."""
        scps = self._scps_to_meet(request)
        yield from (level for level in self._layers.scp_levels if level in scps - met)
        with_identity = request.caller.is_identity
        asked = self._layers.has_resource_policy or request.crosses_accounts or not with_identity
        if (asked or needs_resource_policy(request)) and _RESOURCE_GRANTS.isdisjoint(met):
            yield RESOURCE
        if with_identity and request.caller.kind != ROOT:
            to_meet = {IDENTITY} | self._limits_to_meet(request)
            yield from (layer for layer in (IDENTITY, BOUNDARY, SESSION) if layer in to_meet - met)


def evaluate(
    request: Request,
    *,
    identity_policies: Sequence[Source] = (),
    permissions_boundary: Source | None = None,
    resource_policy: Source | None = None,
    service_control_policies: Sequence[Sequence[Source]] = (),
    resource_control_policies: Sequence[Sequence[Source]] = (),
    session_policies: Sequence[Source] = (),
) -> Decision:
    """Answer one request. For many requests make an `Evaluator` once.

    A document is a mapping, JSON text, or a `Document`. VPC endpoint policies and access control lists are not looked
    at.

    Args:
        request: who wants to do what.
        identity_policies: of the user and its groups, or of the role. Default: none.
        permissions_boundary: of the user or role. Default: none.
        resource_policy: the trust policy when a role is assumed, the key policy for a KMS key. Default: none, which
            for these two allows nothing.
        service_control_policies: of the principal's account: levels, root first, each a sequence of documents; every
            level must allow. Default: none applies.
        resource_control_policies: of the resource's account, likewise; RCPFullAWSAccess is part of every level.
        session_policies: what was passed when the session was made. Default: none was.

    Raises:
        PolicyError: a document or the request is malformed; the message names the place.
    """
    return Evaluator(
        identity_policies=identity_policies,
        permissions_boundary=permissions_boundary,
        resource_policy=resource_policy,
        service_control_policies=service_control_policies,
        resource_control_policies=resource_control_policies,
        session_policies=session_policies,
    ).decide(request)


def _group(entry: Entry, grant: Grant) -> str:
    if not entry.rule.allows:
        return DENY
    return _GRANTS[grant] if entry.layer == RESOURCE else entry.layer
