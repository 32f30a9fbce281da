"""How somebody comes to power: what is done, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from iam_stacks.escalation.method import Method
from iam_stacks.policy.decision import Reason


@dataclass(frozen=True, kw_only=True)
class Done:
    """An action that a hop needs.

    Attributes:
        action: such as `iam:PassRole`.
        resource: on what: an ARN, or `*`.
        statements: the statements that allow it, those of boundaries and trust policies among them.
        depends_on: the condition keys on which it depends; sorted.
        by: the service that does it, such as `lambda.amazonaws.com`; None for whoever takes the step.
    """

    action: str
    resource: str
    statements: tuple[Reason, ...]
    depends_on: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Hop:
    """A step.

    Attributes:
        actor: the ARN of who does it, which the start is or has become.
        to: the ARN of whose power is gained or grows; of the principal that is made.
        thing: the ARN of what it is done to: `to` itself, a group, a policy, a function, ...
        method: the method.
        done: what the method needs, in its order.
    """

    actor: str
    to: str
    thing: str
    method: Method
    done: tuple[Done, ...]

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The condition keys on which it depends; sorted."""
        return tuple(sorted({key for done in self.done for key in done.depends_on}))


@dataclass(frozen=True, kw_only=True)
class Path:
    """A shortest way from a principal to power.

    Hops are in the order in which they are done. Mostly each begins where the one before has led; where somebody first
    gives permissions to a role and then becomes it, two begin at the same.

    Attributes:
        start: the ARN of the principal.
        end: the ARN of whose power is reached.
        hops: the steps; at least one.
        used_on: the condition keys on which it depends whether the power at the end can be used; sorted.
    """

    start: str
    end: str
    hops: tuple[Hop, ...]
    used_on: tuple[str, ...] = ()

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The condition keys on which one of the hops depends, or the power at the end; sorted."""
        return tuple(sorted({*self.used_on, *(key for hop in self.hops for key in hop.depends_on)}))
