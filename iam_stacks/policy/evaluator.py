"""Answering requests."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.policy.caller import is_service_linked_role
from iam_stacks.policy.case import DENY, Candidate, Case
from iam_stacks.policy.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, Decision, Reason
from iam_stacks.policy.dependence import dependence
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.explanation import Considered, consider
from iam_stacks.policy.layers import Layers, Source
from iam_stacks.policy.request import Request
from iam_stacks.policy.special import is_service_linked

_MOST_REMEMBERED = 4096


class Evaluator:
    """The policies of one principal and one resource, compiled once, to answer many requests.

    Which statements are about an action and a caller is remembered; decisions are not.
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
        self._use(
            Layers.of(
                identity_policies=identity_policies,
                permissions_boundary=permissions_boundary,
                resource_policy=resource_policy,
                service_control_policies=service_control_policies,
                resource_control_policies=resource_control_policies,
                session_policies=session_policies,
            )
        )

    @classmethod
    def of(cls, layers: Layers) -> Evaluator:
        """Make an evaluator of policies that are read already, and that have names of their own."""
        evaluator = cls.__new__(cls)
        evaluator._use(layers)
        return evaluator

    def _use(self, layers: Layers) -> None:
        self._layers = layers
        self._cases: dict[tuple[str, str, bool, bool], Case] = {}

    def decide(self, request: Request) -> Decision:
        """Answer one request.

        Raises:
            PolicyError: what is given is not a request.
        """
        case = self._case(request)
        if case.always_allowed:
            return Decision(ALLOWED)
        resource, keys = request.resource, request.keys
        matched = [candidate for candidate in case.candidates if candidate.matches(resource, keys)]
        met = {candidate.group for candidate in matched}
        effect = case.effect(request, met)
        reasons = _reasons(case, request, effect, matched, met)
        if not request.unknown:
            return Decision(effect, reasons=reasons)
        depends_on, outcomes = dependence(request, case.candidates, lambda groups: case.effect(request, groups))
        return Decision(effect, depends_on, outcomes, reasons)

    def consider(self, request: Request) -> tuple[Considered, ...]:
        """Return every statement with what it says to a request.

        Raises:
            PolicyError: what is given is not a request.
        """
        return consider(self._layers, self._case(request), request)

    def _case(self, request: Request) -> Case:
        if not isinstance(request, Request):
            raise PolicyError("what is to be decided is no Request")
        key = (
            request.folded_action,
            request.principal,
            is_service_linked_role(request.resource),
            is_service_linked(request),
        )
        found = self._cases.get(key)
        if found is None:
            if len(self._cases) >= _MOST_REMEMBERED:
                self._cases.clear()
            found = self._cases[key] = Case(self._layers, request)
        return found


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


def _reasons(case: Case, request: Request, effect: str, matched: list[Candidate], met: set[str]) -> tuple[Reason, ...]:
    if effect == IMPLICIT_DENY:
        return tuple(Reason(layer, None, None, IMPLICIT_DENY) for layer in case.unmet(request, met))
    denied = effect == EXPLICIT_DENY
    return tuple([candidate.reason for candidate in matched if (candidate.group == DENY) is denied])
