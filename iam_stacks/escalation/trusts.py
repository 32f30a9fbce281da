"""Whom roles trust: found by name first, because most roles trust nobody that is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from iam_stacks.account.account import Account
from iam_stacks.account.model import Policy, Role
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.asking import Asking
from iam_stacks.escalation.targets import Allowed
from iam_stacks.escalation.things import bits_of
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.document import Document
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.statement import Statement

ASSUME = "sts:AssumeRole"
OPENED = "the trust policy that it has written"
_FOLDED = ASSUME.lower()


class Trusts:
    """The trust policies of an account's roles; sets are of the places of roles."""

    def __init__(self, account: Account, asking: Asking) -> None:
        """Sort the roles by whom their trust policies name."""
        self._account = account
        self._asking = asking
        self._opened: dict[str, Policy] = {}
        self._services: dict[str, tuple[Allowed, ...]] = {}
        self.everyone = 0
        """Those that name everybody, under whatever conditions."""
        self.ours = 0
        """Those that leave it to the policies of the account's principals."""
        self._named: dict[str, int] = defaultdict(int)
        for index, role in enumerate(account.roles):
            for rule in _about(role):
                self._sort(rule, 1 << index)

    def alike(self, roles: int) -> Iterator[tuple[int, Policy]]:
        """Yield some roles, those together that trust the same, each time with the trust policy of one of them."""
        for together, trust in self._alike:
            if roles & together:
                yield roles & together, trust

    @cached_property
    def _alike(self) -> tuple[tuple[int, Policy], ...]:
        found: dict[frozenset[Statement], tuple[int, Policy]] = {}
        for index, role in enumerate(self._account.roles):
            if role.trust:
                said = frozenset(replace(each.normalised(), sid=None) for each in role.trust.document.statements)
                known, first = found.get(said, (0, role.trust))
                found[said] = (known | 1 << index, first)
        return tuple(found.values())

    def naming(self, arn: str) -> int:
        """Return the roles that name a user, role or service, or everybody."""
        return self._named.get(arn, 0) | self.everyone

    def decide(self, service: str, role: Role) -> Decision:
        """Answer whether a service may assume a role, on behalf of the account that the role is of."""
        assert role.trust
        subject = Subject(arn=service, caller=service)
        context = {"aws:SourceAccount": self._account.account_id}
        return self._asking.decide(subject, ASSUME, role.arn, context, (role.trust,))

    def of_service(self, service: str) -> tuple[Allowed, ...]:
        """Return the roles that a service may assume, each with the keys on which it depends."""
        if service not in self._services:
            self._services[service] = tuple(self._of_service(service))
        return self._services[service]

    def opened_to(self, subject: Subject) -> Policy:
        """Return the trust policy that somebody writes who can write one: it names itself."""
        if subject.caller not in self._opened:
            statement = {"Effect": "Allow", "Principal": {"AWS": subject.caller}, "Action": ASSUME}
            document = Document.parse({"Version": "2012-10-17", "Statement": statement})
            self._opened[subject.caller] = Policy(OPENED, document)
        return self._opened[subject.caller]

    def _of_service(self, service: str) -> Iterator[Allowed]:
        for index in bits_of(self.naming(service)):
            decision = self.decide(service, self._account.roles[index])
            if ALLOWED in decision.outcomes:
                yield Allowed(1 << index, decision.depends_on)

    def _sort(self, rule: Rule, role: int) -> None:
        principals = rule.principals
        if principals is None or rule.statement.not_principals is not None or principals.everyone:
            self.everyone |= role
            return
        for name in (*principals.names, *principals.services):
            self._named[name] |= role
        account = self._account
        root = f"arn:{account.partition}:iam::{account.account_id}:root"
        if principals.names & {account.account_id, root}:
            self.ours |= role


def _about(role: Role) -> Iterator[Rule]:
    rules = role.trust.document.rules if role.trust else ()
    return (rule for rule in rules if rule.allows and rule.about(_FOLDED))
