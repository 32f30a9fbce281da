"""The things of an account in sets, and who holds what: what the ways to power are looked up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from iam_stacks.account.account import Account
from iam_stacks.account.model import Group, ManagedPolicy, Role, Thing, User, Workload
from iam_stacks.escalation.method import Gain, Method, Over
from iam_stacks.escalation.things import Things, bits_of, union


class Estate:
    """An account, each principal of which has a number: first the users, and then the roles."""

    def __init__(self, account: Account) -> None:
        """Number everything.

        Args:
            account: the account.
        """
        self.account = account
        self.principals: tuple[User | Role, ...] = (*account.users, *account.roles)
        self.number = {principal.arn: index for index, principal in enumerate(self.principals)}
        self.users = (1 << len(account.users)) - 1
        self._workloads: dict[str, list[Workload]] = defaultdict(list)
        for workload in account.workloads:
            self._workloads[workload.type].append(workload)
        self._things: dict[Over | str, Things] = {}

    def of(self, over: Over | str) -> tuple[Thing, ...]:
        """Return what a method can be about, in order."""
        lists: dict[Over, tuple[Thing, ...]] = {
            Over.USER: self.account.users,
            Over.GROUP: self.account.groups,
            Over.ROLE: self.account.roles,
            Over.POLICY: self.account.managed_policies,
            Over.NOTHING: (),
        }
        return lists[over] if isinstance(over, Over) else tuple(self._workloads.get(over, ()))

    def things(self, over: Over | str) -> Things:
        """Return the same as a set."""
        if over not in self._things:
            self._things[over] = Things([thing.arn for thing in self.of(over)])
        return self._things[over]

    def gaining(self, method: Method, things: int) -> int:
        """Return the principals whose power a method gains, or lets grow: a set of their numbers.

        Args:
            method: the method.
            things: what it is done to.
        """
        if method.gain is Gain.JOIN:  # any user can
            return self.users
        if method.over is Over.USER:
            return things
        if method.over is Over.ROLE:
            return things << len(self.account.users)
        return union(self.gained(method.gain, thing) for thing in self.some(method.over, things))

    def gained(self, gain: Gain, thing: Thing) -> int:
        """Return the principals whose power grows, or is gained, by what is done to a group, a policy or a workload."""
        if isinstance(thing, Group):
            return self._members.get(id(thing), 0)
        if isinstance(thing, ManagedPolicy):
            return (self._bounded if gain is Gain.UNBOUND else self._holders).get(thing.arn, 0)
        return self.roles_of(thing) << len(self.account.users)

    def some(self, over: Over | str, things: int) -> Iterator[Thing]:
        """Yield some of the things that a method can be about."""
        listed = self.of(over)
        return (listed[index] for index in bits_of(things))

    def roles_of(self, workload: Thing) -> int:
        """Return the roles that a workload runs with, each with its bit among the roles."""
        known = (self.number[arn] for arn in getattr(workload, "roles", ()) if arn in self.number)
        return union(1 << number - len(self.account.users) for number in known)

    def running(self, over: str, roles: int) -> int:
        """Return the workloads of a type that run with one of some roles."""
        by_role = self._by_role.get(over, {})
        return union(by_role[role] for role in bits_of(roles & self._running.get(over, 0)))

    def groups_of(self, principal: User | Role) -> int:
        """Return the groups that a principal is in: a set of their places."""
        return union(1 << self._places[id(group)] for group in principal.groups)

    def grows_with(self, method: Method, things: int, groups: int) -> bool:
        """Tell whether a method gives something to the members of one of some groups.

        Args:
            method: the method.
            things: what it is done to.
            groups: a set of places of groups.
        """
        if method.gain is not Gain.EMPOWER:
            return False
        if method.over is Over.GROUP:
            return bool(things & groups)
        held = {arn for group in self.some(Over.GROUP, groups) for arn in getattr(group, "attached", ())}
        return method.over is Over.POLICY and any(thing.arn in held for thing in self.some(method.over, things))

    @cached_property
    def in_profiles(self) -> int:
        """The roles that are in an instance profile, each with its bit among the roles."""
        return union(map(self.roles_of, self.account.instance_profiles))

    @cached_property
    def _members(self) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for index, user in enumerate(self.account.users):
            for group in user.groups:
                found[id(group)] |= 1 << index
        return found

    @cached_property
    def _holders(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for index, principal in enumerate(self.principals):
            for arn in {*principal.attached, *(arn for group in principal.groups for arn in group.attached)}:
                found[arn] |= 1 << index
        return found

    @cached_property
    def _bounded(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for index, principal in enumerate(self.principals):
            if principal.boundary:
                found[principal.boundary.name] |= 1 << index
        return found

    @cached_property
    def _by_role(self) -> dict[str, dict[int, int]]:
        """The workloads of each type that run with each role."""
        found: dict[str, dict[int, int]] = {}
        for over, workloads in self._workloads.items():
            by_role: dict[int, int] = defaultdict(int)
            for index, workload in enumerate(workloads):
                for role in bits_of(self.roles_of(workload)):
                    by_role[role] |= 1 << index
            found[over] = by_role
        return found

    @cached_property
    def _running(self) -> dict[str, int]:
        """The roles that workloads of each type run with."""
        return {over: union(1 << role for role in by_role) for over, by_role in self._by_role.items()}

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(group): index for index, group in enumerate(self.account.groups)}
