"""The policies of an account's resources, found by what they are about and by whom they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from iam_stacks.account.account import Account
from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.layers import RESOURCE, Entry, entries
from iam_stacks.policy.principal import Grant
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.wildcard import Matcher, arn_matcher, pattern_of

_NEED = {"sts", "kms"}
"""The services some of whose resources nobody can use whom their own policy does not let. See `policy.special`."""


@dataclass(frozen=True, eq=False)
class Guard:
    """What guards some resources.

    Attributes:
        covers: the pattern of the ARNs that requests name.
        policies: the policies.
        entries: their statements.
    """

    covers: str
    policies: tuple[Policy, ...]
    entries: tuple[Entry, ...] = field(init=False)
    matches: Matcher = field(init=False)

    def __post_init__(self) -> None:
        """List the statements, once."""
        found = (entry for policy in self.policies for entry in entries(RESOURCE, policy.name, policy.document))
        object.__setattr__(self, "entries", tuple(found))
        object.__setattr__(self, "matches", arn_matcher(self.covers))

    def letting(self, action: str, subject: Subject) -> tuple[Entry | None, Grant]:
        """Return the statement with Allow that names a principal most directly, and how directly that is.

        Args:
            action: in lower case.
            subject: the principal.
        """
        caller = parse_caller(subject.caller)
        bounded = subject.boundary is not None
        allowing = (each for each in self.entries if each.rule.allows and each.rule.about(action))
        granted = ((each, each.rule.grant(caller, bounded=bounded)) for each in allowing)
        return max(granted, key=lambda each: each[1], default=(None, Grant.NONE))


class Guards:
    """The resource policies of an account, and the trust policies of its roles."""

    def __init__(self, account: Account) -> None:
        """Sort them.

        Args:
            account: the account.
        """
        self._account = account
        self._about: dict[str, _About] = {}

    def of(self, action: str, resource: str) -> tuple[Policy, ...]:
        """Return the policies that guard a resource, as `Account.can` finds them."""
        if action.startswith("sts:"):
            return self._trusts.get(resource, ())
        return tuple(guard.policy for guard in self._account.resource_policies_of(resource))

    def about(self, action: str) -> tuple[Guard, ...]:
        """Return what can make a difference to an action: all, where nothing is possible without them."""
        return self._sorted(action).guards

    def letting(self, action: str, subject: Subject) -> Iterator[tuple[Guard, Entry, Grant]]:
        """Yield those that allow a principal an action, each with a statement, and how directly it names it."""
        for guard in self._sorted(action).naming(subject.caller):
            entry, grant = guard.letting(action.lower(), subject)
            if entry is not None and grant is not Grant.NONE:
                yield guard, entry, grant

    def statements(self) -> Iterator[Entry]:
        """Yield the statements of all of them."""
        for guard in (*self._roles, *self._resources):
            yield from guard.entries

    @staticmethod
    def needed_for(action: str) -> bool:
        """Tell whether an action is of a service where resources' own policies must allow."""
        return action.partition(":")[0] in _NEED

    def _sorted(self, action: str) -> _About:
        if action not in self._about:
            guards = self._roles if action.startswith("sts:") else self._resources
            self._about[action] = _About(guards, action.lower(), everything=self.needed_for(action))
        return self._about[action]

    @cached_property
    def _trusts(self) -> dict[str, tuple[Policy, ...]]:
        return {role.arn: (role.trust,) for role in self._account.roles if role.trust}

    @cached_property
    def _roles(self) -> tuple[Guard, ...]:
        return tuple(Guard(arn, policies) for arn, policies in self._trusts.items())

    @cached_property
    def _resources(self) -> tuple[Guard, ...]:
        covered: dict[str, list[Policy]] = defaultdict(list)
        for policy in self._account.resource_policies:
            for covers in policy.covers:
                covered[pattern_of(covers)].append(policy.policy)
        return tuple(Guard(covers, tuple(policies)) for covers, policies in covered.items())


def _names_many(rule: Rule) -> bool:
    return rule.statement.not_principals is not None or bool(rule.principals and rule.principals.everyone)


class _About:
    """What is about one action, by the names of those whom it allows something."""

    def __init__(self, guards: Iterable[Guard], action: str, *, everything: bool) -> None:
        listed = [(guard, [each.rule for each in guard.entries if each.rule.about(action)]) for guard in guards]
        self.guards = tuple(guard for guard, rules in listed if rules or everything)
        self._widely: list[Guard] = []
        self._named: dict[str, list[Guard]] = defaultdict(list)
        for guard, rules in listed:
            allowing = [rule for rule in rules if rule.allows]
            names = {name for rule in allowing if rule.principals for name in rule.principals.names}
            users = {name for name in names if ":user/" in name or ":role/" in name}
            if names - users or any(map(_names_many, allowing)):
                self._widely.append(guard)
            else:
                for name in users:
                    self._named[name].append(guard)

    def naming(self, arn: str) -> list[Guard]:
        """Return those that may allow something to somebody."""
        return [*self._named.get(arn, ()), *self._widely]
