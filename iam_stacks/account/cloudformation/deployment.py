"""Stacks that are deployed together, and what they take from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from iam_stacks.account.cloudformation.memo import Memo
from iam_stacks.account.cloudformation.outputs import Outputs
from iam_stacks.account.cloudformation.resolver import Resolver
from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.text import unknown
from iam_stacks.account.partition import partition_of, url_suffix
from iam_stacks.account.place import Place, Unresolved
from iam_stacks.policy.symbol import symbol


class Deployment:
    """Stacks, each with its resolver.

    Attributes:
        memo: what was worked out.
        problems: what was left open or is wrong, in the order in which it was found.
        resolvers: one for each stack, nested ones included.
        supposed: whether a value depends on a condition that cannot be decided.
        outputs: what stacks give to others.
    """

    def __init__(
        self,
        stacks: Sequence[Stack],
        *,
        account: str,
        region: str | None = None,
        partition: str | None = None,
        supposition: bool | None = None,
    ) -> None:
        """Take the stacks.

        Args:
            stacks: the stacks, without those that are nested in them.
            account: the account of all; perhaps a symbol.
            region: the region of all; None: each stack's own.
            partition: the partition of all; None: that of the region.
            supposition: what a comparison is taken for that cannot be decided, where a value depends on it. Default:
                nothing, and of two values the first one counts that is there.
        """
        self.memo = Memo()
        self.problems: dict[Unresolved, None] = {}
        self.supposed = False
        self._supposition = supposition
        self._given = (account, region, partition)
        self.resolvers = [resolver for stack in stacks for resolver in self._resolvers(stack, None, None)]
        self.outputs = Outputs(self)
        self._by_stack = {resolver.stack: resolver for resolver in self.resolvers}

    def _resolvers(
        self, stack: Stack, outer: Mapping[str, str] | None, parent: tuple[Resolver, str] | None
    ) -> Iterator[Resolver]:
        above = parent and (parent[0], Resource(parent[0], parent[1], "", _properties(parent[0].stack, parent[1])))
        resolver = Resolver(self, stack, self._pseudo(stack, outer), above)
        yield resolver
        for logical_id, nested in stack.nested.items():
            yield from self._resolvers(nested, resolver.pseudo, (resolver, logical_id))

    def _pseudo(self, stack: Stack, outer: Mapping[str, str] | None) -> dict[str, str]:
        account, region, partition = self._given
        here = outer["AWS::Region"] if outer else region or stack.region or symbol("AWS::Region")
        name = partition or partition_of(here)
        return {
            "AWS::AccountId": account,
            "AWS::Region": here,
            "AWS::Partition": name,
            "AWS::URLSuffix": url_suffix(name),
            "AWS::StackName": stack.name if stack.named else unknown(f"{stack.name}.StackName"),
            "AWS::StackId": unknown(f"{stack.name}.StackId"),
            "AWS::NotificationARNs": unknown(f"{stack.name}.NotificationARNs"),
        }

    def report(self, place: Place, why: str) -> None:
        """Say once that something is open or wrong."""
        self.problems[place.unresolved(why)] = None

    def suppose(self) -> bool | None:
        """Return what a comparison is taken for that cannot be decided, and remember that it was asked for."""
        self.supposed = True
        return self._supposition

    def resolver_of(self, stack: Stack) -> Resolver:
        """Return the resolver of a stack."""
        return self._by_stack[stack]

    def resources(self) -> Iterator[Resource]:
        """Yield each resource; those that are none, or that may not exist, are reported by who reads them."""
        for resolver in self.resolvers:
            for logical_id in resolver.stack.section("Resources") if resolver.exists_at_all else ():
                found = resolver.resource(str(logical_id))
                if found is None:
                    self.report(Place(resolver.stack.file, str(logical_id)), "it is not a resource with a Type")
                else:
                    yield found

    def name_of(self, stack: Stack) -> str:
        """Return the stack's name; with its id if another stack has the same name."""
        return self._names[stack]

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The logical ids that more than one stack has."""
        counts = Counter(
            str(logical_id)
            for resolver in self.resolvers
            for section in ("Resources", "Parameters")
            for logical_id in resolver.stack.section(section)
        )
        return frozenset(logical_id for logical_id, count in counts.items() if count > 1)

    @cached_property
    def _names(self) -> dict[Stack, str]:
        counts = Counter(resolver.stack.name for resolver in self.resolvers)
        names: dict[str, Stack] = {}
        for stack in self._by_stack:
            name = stack.name if counts[stack.name] == 1 else stack.id
            while name in names:
                name += "-"
            names[name] = stack
        return {stack: name for name, stack in names.items()}


def _properties(stack: Stack, logical_id: str) -> Mapping[str, Any]:
    found = stack.section("Resources")[logical_id].get("Properties")
    return found if isinstance(found, Mapping) else {}
