"""Examining an account: every rule over everything that it looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

from iam_stacks.account.account import Account
from iam_stacks.checks.diagnosis import Diagnosis, diagnose
from iam_stacks.checks.rule import Rule, Severity
from iam_stacks.checks.rules import RULES
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.checks.wanted import Wanted
from iam_stacks.guarantees.guarantee import Guarantee
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
        if faults := [*self._severity_faults(), *self._quota_faults(), *self._wanted_faults()]:
            raise PolicyError("\n".join(faults))

    def of(self, account: Account) -> tuple[Diagnosis, ...]:
        """Return what the rules say about an account, in the order of its places.

        What depends on conditions that nobody can decide yet is a fault if it is one either way they come out; a few
        rules need both.

        Raises:
            AccountError: something is said of what is not in the account; all of it at once.
        """
        (found,) = self.of_each((account,))
        return found

    def of_each(self, accounts: Sequence[Account]) -> Iterator[tuple[Diagnosis, ...]]:
        """Yield the same for each account. What is said must mean something in one of them.

        Raises:
            AccountError: something is said of what is in none; all of it at once.
        """
        self._wanted.require(accounts)
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
            self._wanted.of(account),
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

    @cached_property
    def _wanted(self) -> Wanted:
        return Wanted.read(self.administrators, self.targets, self.guarantees)

    def _wanted_faults(self) -> Iterable[str]:
        try:
            _ = self._wanted
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
