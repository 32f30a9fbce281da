"""The answer to a request."""

from __future__ import annotations

from dataclasses import dataclass

ALLOWED = "allowed"
IMPLICIT_DENY = "implicitDeny"
EXPLICIT_DENY = "explicitDeny"
"""The answers, spelt as SimulatePrincipalPolicy spells them (IAM API Reference, EvaluationResult, EvalDecision)."""


@dataclass(frozen=True)
class Reason:
    """Why a request is answered as it is.

    Attributes:
        policy: `identity[0]`, `boundary`, `resource`, `scp[1][0]`, `rcp[0][2]` or `session[0]`; for a layer that did
            not allow, its name: `identity`, `boundary`, `resource`, `session`, or `scp[1]` for a level of SCPs.
        statement: the statement's place in the policy, from 0; None for a layer.
        sid: the statement's Sid, if it has one.
        effect: `Allow` or `Deny` as the statement says; `implicitDeny` for a layer.
    """

    policy: str
    statement: int | None
    sid: str | None
    effect: str


@dataclass(frozen=True)
class Decision:
    """The answer to a request.

    Attributes:
        effect: `allowed`, `implicitDeny` or `explicitDeny`: AWS's answer if every unknown key is absent.
        depends_on: the unknown keys on which the answer depends, sorted: there are values of the others with which
            one key alone, absent or with some value, changes the answer. Empty if the answer is certain.
        outcomes: the answers that are possible, whatever the unknown keys are; sorted.
        reasons: for a deny the statements that deny, for an allow those that allow, for an implicit deny the layers
            that did not allow.
    """

    effect: str
    depends_on: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        """Without unknown keys there is one outcome."""
        if not self.outcomes:
            self.__dict__["outcomes"] = (self.effect,)

    @property
    def allowed(self) -> bool:
        """Whether the request is allowed if every unknown key is absent."""
        return self.effect == ALLOWED
