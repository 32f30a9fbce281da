"""What was read of an account, as proofs look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from iam_stacks.account.account import Account
from iam_stacks.account.model import Declared, Group, Role, Thing, User
from iam_stacks.account.place import Place
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.views import AccountView, PolicyView
from iam_stacks.evidence.shown import Claim, Shown, claimed
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.document import Document
from iam_stacks.policy.kind import Kind
from iam_stacks.policy.symbol import show_symbols


@dataclass(frozen=True, kw_only=True, eq=False)
class Records:
    """What was read of an account.

    Attributes:
        account: the account.
        diagnoses: what our rules say about it.
    """

    account: Account
    diagnoses: tuple[Diagnosis, ...] = ()

    def declared(self, *types: str) -> list[Declared]:
        """Return the resources of some types that templates declare."""
        return [each for type in types for each in self._by_type.get(type, ())]

    def found(self, *rules: str, own: bool = False) -> tuple[str, ...]:
        """Return what some of our rules say, each with the name of what it is about.

        Args:
            rules: their ids.
            own: leave out what is about policies of AWS.
        """
        return tuple(
            f"{self.at(each.place)}: {each.message}"
            for each in self.diagnoses
            if each.rule.id in rules and not (own and AWS_MANAGED in (each.policy or ""))
        )

    def at(self, place: Place) -> str:
        """Return what a report calls the resource at a place, as `called` does."""
        stack = self._stacks.get(place.template)
        return f"{stack}.{place.logical_id}" if stack and place.logical_id else place.logical_id or place.template

    def policies(self, *kinds: Kind) -> Iterator[PolicyView]:
        """Yield the policies of some kinds; what only bounds somebody grants nothing, and is of a kind of its own.

        AWS does not ask it either: Config Developer Guide, iam-policy-no-statements-with-admin-access.
        """
        return (each for each in self._view.policies if each.kind in kinds)

    def policy_of(self, holder: Declared, guarded: str) -> Document | None:
        """Return the policy of a resource that another one holds, or it itself; None if it could not be read."""
        return self._guards.get((holder.place.template, holder.place.logical_id, guarded))

    @cached_property
    def _guards(self) -> dict[tuple[str | None, str | None, str], Document]:
        policies = self.account.resource_policies
        return {(each.template, each.logical_id, each.resource): each.policy.document for each in policies}

    @cached_property
    def _view(self) -> AccountView:
        return AccountView(self.account)

    @property
    def holders(self) -> tuple[User | Group | Role, ...]:
        """Everybody who can have policies."""
        return (*self.account.users, *self.account.groups, *self.account.roles)

    def exists(self, about: Thing | Declared) -> Claim:
        """Return the claim that something will be there, whatever its condition."""
        return (None if called(about) in self._uncertain else True), "is left out by its condition"

    def shown(self, about: Thing | Declared, *claims: Claim) -> Shown:
        """Return what claims about something amount to, and that it will be there."""
        return claimed(called(about), [*claims, self.exists(about)])

    @cached_property
    def doubted(self) -> frozenset[str]:
        """The ARNs and logical ids of what may be left out by its condition."""
        uncertain = [each for each in self.account.declared if not each.certain]
        return frozenset(filter(None, (text for each in uncertain for text in (each.arn, each.place.logical_id))))

    @cached_property
    def _uncertain(self) -> frozenset[str]:
        return frozenset(called(each) for each in self.account.declared if not each.certain)

    @cached_property
    def _by_type(self) -> dict[str, list[Declared]]:
        found = defaultdict(list)
        for each in self.account.declared:
            found[each.type].append(each)
        return found

    @cached_property
    def _stacks(self) -> dict[str, str]:
        things = (*self.holders, *self.account.managed_policies)
        of_things = {each.template: each.stack for each in things if each.template and each.stack}
        return of_things | {each.place.template: each.stack for each in self.account.declared}


def called(about: Thing | Declared) -> str:
    """Return what a report calls something: `Stack.LogicalId`, or in an export such as `user/JohnDoe`."""
    if isinstance(about, Declared):
        return f"{about.stack}.{about.place.logical_id}"
    if about.logical_id:
        return f"{about.stack}.{about.logical_id}"
    return show_symbols(about.arn.split(":", 5)[5])
