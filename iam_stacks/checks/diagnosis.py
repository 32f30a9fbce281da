"""What is said about one thing by one rule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from iam_stacks.account.place import Place
from iam_stacks.checks.rule import Remark, Rule, Severity
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.escalation.path import Hop
from iam_stacks.policy.symbol import show_symbols

_DIGITS = 8
_OUTPUTS = "Outputs"
_OPENING, _CLOSING = "([{", ")]}"
_WITHOUT_BRACKETS = str.maketrans(dict.fromkeys(_OPENING + _CLOSING, "_"))


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """A rule that something breaks.

    Attributes:
        rule: the rule.
        severity: the rule's, or what the user has made of it.
        message: what is wrong.
        fix: how to mend it.
        subject: what it is about, the same at every synthesis: `rule[subject]` is the id that acknowledges it.
        place: where.
        policy: the policy's name; None if it is about no policy.
        statement: the statement's number in the document, from 0; None if it is about no single one.
        sid: the statement's Sid.
        principal: the ARN of the user or role that it is about; None if it is about no single one.
        depends_on: condition keys that decide whether it is so.
        path: the steps, for rules about several.
        ordinal: tells it from others that are about the same, from 0.
    """

    rule: Rule[Any]
    severity: Severity
    message: str
    fix: str
    subject: str
    place: Place
    policy: str | None = None
    statement: int | None = None
    sid: str | None = None
    principal: str | None = None
    depends_on: tuple[str, ...] = ()
    path: tuple[Hop, ...] = ()
    ordinal: int = 0

    @property
    def qualified_rule(self) -> str:
        """The rule and what it is about: `trust-open-principal[trust.AllowDeploy]`."""
        return f"{self.rule.id}[{self.subject}]"

    @property
    def element(self) -> str:
        """The logical id of the resource or output that it is about; empty if it is about none."""
        section, name, *_ = (*self.place.path, "", "")
        return self.place.logical_id or (str(name) if section == _OUTPUTS else "")

    @property
    def fingerprint(self) -> str:
        """Sixteen digits that stay the same when statements, lists and resources change their order."""
        return _digest([*self.about, *filter(None, [self.ordinal])], 2 * _DIGITS)

    @property
    def about(self) -> tuple[str | None, ...]:
        """What it is about, whatever the order of things."""
        return (self.rule.id, self.place.template, self.place.logical_id, self.subject, self.principal)


def diagnose(rule: Rule[Any], severity: Severity, view: Any, remark: Remark) -> Diagnosis:
    """Return what a rule's remark about a view amounts to."""
    about = remark.at or view
    statement: StatementView | None = about if isinstance(about, StatementView) else None
    policy: PolicyView | None = statement.policy if statement else about if isinstance(about, PolicyView) else None
    return Diagnosis(
        rule=rule,
        severity=severity,
        message=show_symbols(remark.message),
        fix=show_symbols(remark.fix or rule.fix),
        subject=_balanced(show_symbols(_subject(policy, statement, remark))),
        place=remark.place or _place(policy, statement, remark),
        policy=_shown(policy.written.name if policy else None),
        statement=statement.index if statement else None,
        sid=_shown(statement.statement.sid if statement else None),
        principal=_shown(remark.principal),
        depends_on=tuple(sorted(remark.depends_on)),
        path=remark.path,
    )


def _shown(text: str | None) -> str | None:
    return None if text is None else show_symbols(text)


def _place(policy: PolicyView | None, statement: StatementView | None, remark: Remark) -> Place:
    if policy is None:
        raise AssertionError(remark)
    if policy.of_aws:
        return policy.place
    return policy.place.at(*(("Statement", statement.index) if statement else ()), *remark.steps)


def _subject(policy: PolicyView | None, statement: StatementView | None, remark: Remark) -> str:
    """Return the policy and the statement's Sid or else what stands for its content, and the detail."""
    about = [remark.subject or (policy.name if policy else "")]
    if statement and not remark.subject:
        written = statement.statement
        about.append(written.sid or _digest(written.normalised().render(), _DIGITS))
    return " ".join(filter(None, [".".join(about), remark.detail]))


def _balanced(text: str) -> str:
    """Return text in which brackets come in pairs: CDK breaks down at an id in which they do not."""
    waiting = [""]
    for each in filter((_OPENING + _CLOSING).__contains__, text):
        if each in _OPENING:
            waiting.append(_CLOSING[_OPENING.index(each)])
        elif waiting.pop() != each:
            return text.translate(_WITHOUT_BRACKETS)
    return text if len(waiting) == 1 else text.translate(_WITHOUT_BRACKETS)


def _digest(value: Any, digits: int) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
