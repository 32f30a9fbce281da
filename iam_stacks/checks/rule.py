"""What a rule is, and what it remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from iam_stacks.account.place import Place
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.escalation.path import Hop
from iam_stacks.policy.position import Path

Severity: TypeAlias = Literal["error", "warning"]
ERROR: Severity = "error"
WARNING: Severity = "warning"

View = TypeVar("View", AccountView, PolicyView, StatementView)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a rule says about something.

    Attributes:
        message: what is wrong, in one sentence without a period; symbols may be in it.
        fix: how to mend it. Default: what the rule says.
        steps: where, inside the statement (`("Action", 1)`) or the document (`("Version",)`).
        detail: what tells it from other remarks of the rule about the same statement, policy or thing, such as the
            action; it is part of ids that acknowledge, so it must not change with the order of anything.
        at: the policy or statement that it is about, for rules over an account.
        place: what it is about, for rules over an account; the others are at their policy.
        subject: the name of what it is about, such as `JohnDoe`, for rules over an account. Default: as for rules over
            policies and statements.
        principal: the ARN of the user or role that it is about, if it is about one.
        depends_on: condition keys that decide whether it is so.
        path: the steps, for rules about several.
    """

    message: str
    fix: str = ""
    steps: Path = ()
    detail: str = ""
    at: PolicyView | StatementView | None = None
    place: Place | None = None
    subject: str = ""
    principal: str | None = None
    depends_on: tuple[str, ...] = ()
    path: tuple[Hop, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[View]):
    """A rule.

    Attributes:
        id: a kebab-case sentence fragment that says the fault, such as `trust-open-principal`.
        over: what it looks at, one after the other: `StatementView`, `PolicyView` or `AccountView`.
        severity: `error` or `warning`.
        says: what is wrong, in general, in one sentence without a period.
        because: why it is an error, or only a warning, in a few words: `AWS refuses it`.
        fix: how to mend it, in one sentence without a period.
        source: where AWS says so: the guide and its page.
        check: yields what is wrong with what it is given.
        either_way: whether it is a fault only if it is one however conditions of the template are decided.
    """

    id: str
    over: type[View]
    severity: Severity
    says: str
    because: str
    fix: str
    source: str
    check: Callable[[View], Iterator[Remark]]
    either_way: bool = False
