"""A sentence about what principals can do, that must be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from iam_stacks.policy.error import PolicyError

Verb: TypeAlias = Literal["cannot", "can_only", "can"]
VERBS: tuple[Verb, ...] = get_args(Verb)


@dataclass(frozen=True, kw_only=True)
class Guarantee:
    """What some principals of an account can do, only can do, or cannot do; exactly one of the three is given.

    Attributes:
        principals: whom it is about: `all`, `user/Name`, `role/Name`, `group/Name` (its members), with `*` and `?`,
            several with commas, and perhaps ` except ` and others: `all except group/Admins, role/Deploy`.
        cannot: actions, with wildcards, none of which is possible on any of the resources.
        can_only: actions, besides which nothing is possible, nor these on other resources.
        can: actions, all of which are possible on all of the resources.
        on: the resources, as a Resource element has them. Default: all.
        through: `escalation`, if it is about what the principals can become too. Default: about what they can do.

    Raises:
        PolicyError: something is not what it should be; all faults at once.
    """

    principals: str
    cannot: str | Sequence[str] = ()
    can_only: str | Sequence[str] = ()
    can: str | Sequence[str] = ()
    on: str | Sequence[str] = ("*",)
    through: Literal["escalation"] | None = None

    def __post_init__(self) -> None:
        """Check what can be checked without an account; one text is a list of one."""
        for name in (*VERBS, "on"):
            given = getattr(self, name)
            object.__setattr__(self, name, (given,) if isinstance(given, str) else tuple(given))
        if faults := list(self._faults()):
            raise PolicyError("\n".join(faults))

    @property
    def verb(self) -> Verb:
        """Which of the three it is."""
        return next(verb for verb in VERBS if getattr(self, verb))

    @property
    def actions(self) -> Sequence[str]:
        """The actions of the one that is given."""
        actions: Sequence[str] = getattr(self, self.verb)
        return actions

    @property
    def text(self) -> str:
        """The sentence: `all except group/Admins cannot iam:* on *`."""
        through = f" through {self.through}" if self.through else ""
        return f"{self.principals} {self.verb} {', '.join(self.actions)} on {', '.join(self.on)}{through}"

    def _faults(self) -> Iterator[str]:
        if not isinstance(self.principals, str):
            yield f"principals {self.principals!r} are no text; give all, or user/NAME, role/NAME or group/NAME"
        given = [verb for verb in VERBS if getattr(self, verb)]
        if len(given) != 1:
            what = " and ".join(given) or "none of them"
            yield f"a guarantee has exactly one of {', '.join(VERBS)}; given {what}"
        if self.through not in (None, "escalation"):
            yield f"through {self.through!r} is not allowed; give escalation, or leave it out"
