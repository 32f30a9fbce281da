"""Examining an account: every rule over everything that it looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, TypeAlias, get_args

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.selection import Selection
from iam_stacks.checks.diagnosis import Diagnosis, diagnose
from iam_stacks.checks.rule import Rule, Severity
from iam_stacks.checks.rules import RULES
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.scope import actions_of
from iam_stacks.guarantees.target import Target
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import QUOTAS

Setting: TypeAlias = Literal["error", "warning", "off"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)


@dataclass(frozen=True, kw_only=True)
class Examination:
    """How accounts are examined.

    Attributes:
        severities: by rule id: `error`, `warning` or `off`. Default: what each rule says.
        quotas: quotas that AWS has changed for the account, by the names of `policy.limits.QUOTAS`. Default: AWS's own.
        own_accounts: accounts, 12 digits, that are ours besides the one that is examined. Default: none is known.
        administrators: who is meant to be an administrator, in the words of `account.selection`. Default: nobody.
        targets: what few may reach, each as `ACTION RESOURCE`. Default: nothing.
        guarantees: what must be true. Default: nothing.
        rules: the rules. Default: all.

    Raises:
        PolicyError: there is no such rule, severity or quota, AWS does not grant that many, or a selection, target or
            guarantee cannot be read; all faults at once.
    """

    severities: Mapping[str, Setting] = field(default_factory=dict)
    quotas: Mapping[str, int] = field(default_factory=dict)
    own_accounts: Collection[str] = ()
    administrators: Sequence[str] = ()
    targets: Sequence[str] = ()
    guarantees: Sequence[Guarantee] = ()
    rules: tuple[Rule[Any], ...] = RULES

    def __post_init__(self) -> None:
        if faults := [*self._severity_faults(), *self._quota_faults(), *self._faults_of_texts()]:
            raise PolicyError("\n".join(faults))

    def of(self, account: Account) -> tuple[Diagnosis, ...]:
        """Return what the rules say about an account, in the order of its places.

        What depends on conditions that nobody can decide yet is a fault if it is one either way they come out; a few
        rules need both.

        Raises:
            AccountError: somebody is named who is not in the account; all of them at once.
        """
        (found,) = self.of_each((account,))
        return found

    def of_each(self, accounts: Sequence[Account]) -> Iterator[tuple[Diagnosis, ...]]:
        """Yield the same for each account. Whoever is named must be in one of them.

        Raises:
            AccountError: somebody is named who is in none; all of them at once.
        """
        self._require_known(accounts)
        yield from map(self._of_one, accounts)

    def _of_one(self, account: Account) -> tuple[Diagnosis, ...]:
        found = self._of(account)
        if account.otherwise:
            found = list(_either_way(found, self._of(account.otherwise)))
        return tuple(numbered(sorted(found, key=_order)))

    def _of(self, account: Account) -> list[Diagnosis]:
        view = AccountView(
            account,
            self.quotas,
            frozenset(self.own_accounts),
            administrators=tuple(text for text in self.administrators if not _unknown(text, (account,))),
            targets=tuple(self.targets),
            guarantees=tuple(each for each in self.guarantees if not _nobody(each.principals, (account,))),
        )
        statements = [statement for policy in view.policies for statement in policy.statements]
        views: dict[type[Any], list[Any]] = {
            AccountView: [view],
            PolicyView: list(view.policies),
            StatementView: statements,
        }
        return [
            diagnose(rule, severity, each, remark)
            for rule, severity in self._chosen()
            for each in views[rule.over]
            for remark in rule.check(each)
        ]

    def _chosen(self) -> Iterator[tuple[Rule[Any], Severity]]:
        for rule in self.rules:
            setting = self.severities.get(rule.id, rule.severity)
            if setting != "off":
                yield rule, setting

    def _require_known(self, accounts: Sequence[Account]) -> None:
        """Refuse names that nobody has, and guarantees about nobody: they would hold, and prove nothing."""
        known = [*accounts, *(account.otherwise for account in accounts if account.otherwise)]
        faults = (
            *(_unknown(text, known) for text in self.administrators),
            *(_nobody(each.principals, known) for each in self.guarantees),
        )
        if said := dict.fromkeys(filter(None, faults)):
            raise AccountError("\n".join(said))

    def _faults_of_texts(self) -> Iterable[str]:
        selections = [*self.administrators, *(each.principals for each in self.guarantees)]
        actions = [each.actions for each in self.guarantees]
        for read in (
            *(partial(Selection.parse, text) for text in selections),
            *(partial(Target.parse, text) for text in self.targets),
            *(partial(actions_of, texts) for texts in actions),
        ):
            try:
                read()
            except PolicyError as error:
                yield str(error)

    def _severity_faults(self) -> Iterable[str]:
        known = {rule.id for rule in self.rules}
        for id, setting in self.severities.items():
            if id not in known:
                yield f"there is no rule {id!r}; docs/rules.md lists them"
            if setting not in SETTINGS:
                yield f"severity {setting!r} of {id} is not allowed; give {', '.join(SETTINGS)}"

    def _quota_faults(self) -> Iterable[str]:
        for name, given in self.quotas.items():
            if name not in QUOTAS:
                yield f"there is no quota {name!r}; give one of {', '.join(sorted(QUOTAS))}"
                continue
            try:
                QUOTAS[name].given(name, given)
            except PolicyError as error:
                yield str(error)


def _unknown(text: str, accounts: Sequence[Account]) -> str:
    """Return what is said of the names in a selection if none of the accounts has them all; else nothing."""
    faults = [_fault(Selection.parse(text), account) for account in accounts]
    return faults[0] if all(faults) and faults else ""


def _nobody(text: str, accounts: Sequence[Account]) -> str:
    """Return the same, or that a selection means nobody in any of the accounts; nothing if somebody is meant."""
    selection = Selection.parse(text)
    known = [account for account in accounts if not _fault(selection, account)]
    if any(selection.of(account) for account in known):
        return ""
    return _unknown(text, accounts) or (f"nobody is meant by {text!r}" if accounts else "")


def _fault(selection: Selection, account: Account) -> str:
    try:
        selection.of(account)
    except AccountError as error:
        return str(error)
    return ""


def _either_way(found: list[Diagnosis], otherwise: list[Diagnosis]) -> Iterator[Diagnosis]:
    """Yield what is found one way or the other, once; of rules that need it both ways, what is found both ways."""
    here, there = ({each.about for each in some} for some in (found, otherwise))
    yield from (each for each in found if each.about in there or not each.rule.either_way)
    yield from (each for each in otherwise if each.about not in here and not each.rule.either_way)


def numbered(found: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
    """Number those that are about the same: one that is mended or accepted must not stand for the others."""
    seen: Counter[tuple[str | None, ...]] = Counter()
    for each in found:
        yield replace(each, ordinal=seen[each.about])
        seen[each.about] += 1


def _order(diagnosis: Diagnosis) -> tuple[Any, ...]:
    place = diagnosis.place
    steps = tuple((isinstance(step, str), step) for step in place.path)
    return (place.template, place.logical_id, steps, diagnosis.rule.id, diagnosis.subject, diagnosis.principal or "")
