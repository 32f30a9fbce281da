"""Whether a guarantee holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from iam_stacks.escalation.path import Path
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.policy.decision import Reason

Answer: TypeAlias = Literal["holds", "broken", "depends on"]


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A request that breaks a guarantee, or may: `iam-stacks can` answers it in the same way.

    Attributes:
        principal: the ARN of who makes it.
        action: such as `iam:CreateUser`, as AWS writes it.
        resource: an ARN, or `*`.
        statements: the statements that allow it; of `can`, those that deny it, or the layers that do not allow it.
        depends_on: the condition keys that decide; empty if it breaks the guarantee whatever they are.
        path: how the principal that the guarantee is about becomes the one that makes it; None if it is the same.
    """

    principal: str
    action: str
    resource: str
    statements: tuple[Reason, ...]
    depends_on: tuple[str, ...] = ()
    path: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer for one principal that breaks a guarantee, or may; or for all of them that it holds.

    Attributes:
        guarantee: the guarantee.
        answer: `holds`, `broken` or `depends on`.
        principal: the ARN of the principal that it is about; None if it holds.
        witness: the proof; None if it holds.
    """

    guarantee: Guarantee
    answer: Answer
    principal: str | None = None
    witness: Witness | None = None
