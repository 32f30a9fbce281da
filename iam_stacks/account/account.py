"""The account: everything in it, found by the names that people give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePath

from iam_stacks.account.error import AccountError
from iam_stacks.account.model import (
    Declared,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Output,
    ResourcePolicy,
    Role,
    Thing,
    User,
    Workload,
    Written,
)
from iam_stacks.account.place import Unresolved
from iam_stacks.account.questions import asked
from iam_stacks.account.questions.access import Access
from iam_stacks.account.questions.actions import Actions
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.explanation import Considered
from iam_stacks.policy.symbol import read_symbols, show_symbols, symbol
from iam_stacks.policy.wildcard import Matcher, arn_matcher, pattern_of

_SESSION = re.compile(r"arn:([^:]*):sts::([^:]*):assumed-role/([^/]+)/[^/]+")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account.

    Attributes:
        account_id: 12 digits, or the symbol of AWS::AccountId.
        account_from: how the account id was determined, as a message says it.
        partition: `aws`, `aws-cn`, `aws-us-gov`, ...
        region: where stacks are deployed that do not say it; perhaps the symbol of AWS::Region.
        users: sorted by ARN, as all of these are.
        groups: the groups.
        roles: the roles.
        managed_policies: those of the account; AWS's own are with whom they are attached to.
        instance_profiles: the instance profiles.
        workloads: the resources that run with roles.
        resource_policies: of buckets, queues, topics, keys, functions and secrets.
        written: every policy document that somebody wrote.
        declared: resources of IAM, and those that hold its secrets or watch it.
        outputs: the outputs of the stacks.
        unresolved: what was left open or is wrong.
        otherwise: the same, if comparisons that cannot be decided come out the other way; None if nothing depends on
            them, or nobody asked.
        exported: whether an export is among what was read, whose things may be those that templates make.
        files: the files that were read, by the names that places have; none of those that share a name.
    """

    account_id: str
    account_from: str
    partition: str
    region: str
    users: tuple[User, ...] = ()
    groups: tuple[Group, ...] = ()
    roles: tuple[Role, ...] = ()
    managed_policies: tuple[ManagedPolicy, ...] = ()
    instance_profiles: tuple[InstanceProfile, ...] = ()
    workloads: tuple[Workload, ...] = ()
    resource_policies: tuple[ResourcePolicy, ...] = ()
    written: tuple[Written, ...] = ()
    declared: tuple[Declared, ...] = ()
    outputs: tuple[Output, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    otherwise: Account | None = None
    exported: bool = False
    files: Mapping[str, PurePath] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """Return text that people wrote, with its symbols, and with the pseudo parameters that are known."""
        known = {"AWS::AccountId": self.account_id, "AWS::Partition": self.partition, "AWS::Region": self.region}
        read = read_symbols(text)
        for name, value in known.items():
            read = read.replace(symbol(name), value)
        return read

    def principal(self, name: str) -> User | Role:
        """Return a user or a role.

        Args:
            name: an ARN (that of a role's session gives the role), `user/JohnDoe` or `role/Name` with or without the
                path, a logical id, or `Stack.LogicalId`.

        Raises:
            AccountError: there is none, or more than one.
        """
        found = self._find(name, (User, Role), "user or role")
        assert isinstance(found, User | Role)
        return found

    def find(self, name: str) -> Thing:
        """Return a user, role, group, managed policy or instance profile, named as for `principal`.

        Raises:
            AccountError: there is none, or more than one.
        """
        return self._find(name, (Thing,), "user, role, group, policy or instance profile")

    def resource_policies_of(self, resource: str) -> tuple[ResourcePolicy, ...]:
        """Return the policies that guard a resource, such as all permissions of one function.

        Args:
            resource: the ARN that a request names, such as an object's; with symbols as `read` returns them.
        """
        return tuple(policy for matches, policy in self._guards if matches(resource))

    def can(
        self,
        principal: str,
        action: str,
        resource: str = "*",
        context: Mapping[str, ContextValue] | None = None,
        *,
        unknown: Sequence[str] = ("*",),
    ) -> Access:
        """Answer whether a principal can do something.

        Args:
            principal: as for `principal`; or somebody outside the account: an ARN, a service, or `*` for everybody.
            action: such as `s3:GetObject`, in any case.
            resource: its ARN, perhaps with `${LogicalId}` where CloudFormation will choose. Default: `*`.
            context: the condition keys that are known. Default: none but the principal's tags.
            unknown: the keys, or patterns, that may be absent or have any value. Default: all others.

        Raises:
            AccountError: there is no such principal or action.
            PolicyError: a value of the context is not one.
        """
        return asked.can(self, principal, action, resource, context or {}, unknown)

    def who_can(
        self,
        action: str,
        resource: str = "*",
        context: Mapping[str, ContextValue] | None = None,
        *,
        unknown: Sequence[str] = ("*",),
    ) -> tuple[Access, ...]:
        """Answer who can do something, or may, sorted by ARN; the arguments are those of `can`.

        Users and roles of the account are asked, and whoever else the resource's policy names, who is taken to be
        allowed by its own account. The root user of the account, who can do everything, is not.
        """
        return asked.who_can(self, action, resource, context or {}, unknown)

    def actions_of(
        self,
        principal: str,
        context: Mapping[str, ContextValue] | None = None,
        *,
        unknown: Sequence[str] = ("*",),
    ) -> Actions:
        """Answer what a user or role can do to some resource at least, by its policies and within its boundary.

        The arguments are those of `can`. Policies of resources are not looked at: they can grant more.
        """
        return asked.actions_of(self, principal, context or {}, unknown)

    def why(
        self,
        principal: str,
        action: str,
        resource: str = "*",
        context: Mapping[str, ContextValue] | None = None,
        *,
        unknown: Sequence[str] = ("*",),
    ) -> tuple[Access, tuple[Considered, ...]]:
        """Answer why a principal can do something or cannot: every statement, and what it says.

        The arguments are those of `can`.
        """
        return asked.why(self, principal, action, resource, context or {}, unknown)

    def _find(self, name: str, kinds: tuple[type[Thing], ...], described: str) -> Thing:
        key = self.read(name)
        session = _SESSION.fullmatch(key)
        things = self._role_sessions.get(session.groups(), []) if session else self._named.get(key, [])
        found = [thing for thing in things if isinstance(thing, kinds)]
        if len(found) == 1:
            return found[0]
        if found:
            choices = " or ".join(sorted(show_symbols(_unmistakable(thing)) for thing in found))
            raise AccountError(f"{name!r} is the name of more than one {described}; give {choices}")
        names = {show_symbols(key): key for key, listed in self._named.items() if isinstance(listed[0], kinds)}
        close = get_close_matches(name, names) or [known for known in names if known.endswith(f"/{name}")]
        hint = f"; there is {' or '.join(close)}" if close else ""
        raise AccountError(f"there is no {described} {name!r}{hint}")

    @cached_property
    def _named(self) -> dict[str, list[Thing]]:
        named: dict[str, list[Thing]] = {}
        for things in (self.users, self.groups, self.roles, self.managed_policies, self.instance_profiles):
            for thing in things:
                for name in _names(thing):
                    named.setdefault(name, []).append(thing)
        return named

    @cached_property
    def _role_sessions(self) -> dict[tuple[str | None, ...], list[Thing]]:
        roles: dict[tuple[str | None, ...], list[Thing]] = {}
        for role in self.roles:
            _, partition, _, _, account, _ = role.arn.split(":", 5)
            roles.setdefault((partition, account, role.name), []).append(role)
        return roles

    @cached_property
    def _guards(self) -> list[tuple[Matcher, ResourcePolicy]]:
        return [(arn_matcher(pattern_of(arn)), policy) for policy in self.resource_policies for arn in policy.covers]


def _names(thing: Thing) -> set[str]:
    kind, _, rest = thing.arn.split(":", 5)[5].partition("/")
    logical = {thing.logical_id, f"{thing.stack}.{thing.logical_id}"} if thing.logical_id else set()
    return {thing.arn, f"{kind}/{rest}", f"{kind}/{thing.name}", *filter(None, logical)}


def _unmistakable(thing: Thing) -> str:
    return f"{thing.stack}.{thing.logical_id}" if thing.logical_id else thing.arn
