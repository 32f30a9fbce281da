"""The policies of an account's resources, found by what they are about and by whom they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
        entries: the statements of the policies.
    """

    covers: str
    entries: tuple[Entry, ...]
    matches: Matcher = field(init=False)

    def __post_init__(self) -> None:
        """Compile the pattern, once."""
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
        self._entries: dict[int, tuple[Entry, ...]] = {}

    def of(self, action: str, resource: str) -> tuple[Entry, ...] | None:
        """Return the statements of what guards a resource, as `Account.can` finds it; None if nothing does."""
        if action.startswith("sts:"):
            guard = self._trusts.get(resource)
            return guard.entries if guard else None
        found = self._account.resource_policies_of(resource)
        return tuple(entry for each in found for entry in self._read(each.policy)) if found else None

    def about(self, action: str) -> tuple[Guard, ...]:
        """Return what can make a difference to an action: all, where nothing is possible without them."""
        return self._sorted(action).guards

    def naming(self, action: str, subject: Subject) -> Sequence[Guard]:
        """Return those that may allow a principal an action, be it that they leave it to the principal's account."""
        return self._sorted(action).naming(subject.caller)

    def letting(self, action: str, subject: Subject) -> Iterator[tuple[Guard, Entry]]:
        """Yield those that allow a principal an action without its own policies, each with such a statement."""
        for guard in self._sorted(action).letting(subject.caller):
            entry, grant = guard.letting(action.lower(), subject)
            if entry is not None and grant > Grant.ACCOUNT:
                yield guard, entry

    def statements(self) -> Iterator[Entry]:
        """Yield the statements of all of them."""
        for guard in (*self._trusts.values(), *self._resources):
            yield from guard.entries

    @staticmethod
    def needed_for(action: str) -> bool:
        """Tell whether an action is of a service where resources' own policies must allow."""
        return action.partition(":")[0] in _NEED

    def _sorted(self, action: str) -> _About:
        if action not in self._about:
            guards = self._trusts.values() if action.startswith("sts:") else self._resources
            self._about[action] = _About(guards, action.lower(), everything=self.needed_for(action))
        return self._about[action]

    def _read(self, policy: Policy) -> tuple[Entry, ...]:
        if id(policy) not in self._entries:
            self._entries[id(policy)] = tuple(entries(RESOURCE, policy.name, policy.document))
        return self._entries[id(policy)]

    @cached_property
    def _trusts(self) -> dict[str, Guard]:
        return {role.arn: Guard(role.arn, self._read(role.trust)) for role in self._account.roles if role.trust}

    @cached_property
    def _resources(self) -> tuple[Guard, ...]:
        covered: dict[str, list[Entry]] = defaultdict(list)
        for policy in self._account.resource_policies:
            for covers in policy.covers:
                covered[pattern_of(covers)] += self._read(policy.policy)
        return tuple(Guard(covers, tuple(found)) for covers, found in covered.items())


class _About:
    """What is about one action, by the names of those whom it allows something."""

    def __init__(self, guards: Iterable[Guard], action: str, *, everything: bool) -> None:
        listed = [(guard, [each.rule for each in guard.entries if each.rule.about(action)]) for guard in guards]
        self.guards = tuple(guard for guard, rules in listed if rules or everything)
        self._everybody: list[Guard] = []
        self._accounts: list[Guard] = []
        self._named: dict[str, list[Guard]] = defaultdict(list)
        for guard, rules in listed:
            allowing = [rule for rule in rules if rule.allows]
            names = {name for rule in allowing if rule.principals for name in rule.principals.names}
            if any(map(_names_everybody, allowing)):
                self._everybody.append(guard)
            elif any(map(_is_account, names)):
                self._accounts.append(guard)
            for name in names:
                self._named[name].append(guard)

    def letting(self, arn: str) -> list[Guard]:
        """Return those that may allow something to somebody, whatever its own policies say."""
        return [*self._named.get(arn, ()), *self._everybody]

    def naming(self, arn: str) -> list[Guard]:
        """Return those that may allow something to somebody."""
        return [*self.letting(arn), *self._accounts]


def _names_everybody(rule: Rule) -> bool:
    return rule.statement.not_principals is not None or bool(rule.principals and rule.principals.everyone)


def _is_account(name: str) -> bool:
    return name.isdecimal() or name.endswith(":root")
