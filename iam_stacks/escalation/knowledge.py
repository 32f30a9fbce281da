"""What is known of an account, made ready to be asked which ways to power there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.condition_data import action_has_key, find_condition_key
from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.escalation.asking import Asking
from iam_stacks.escalation.estate import Estate
from iam_stacks.escalation.method import Method, Need, Over
from iam_stacks.escalation.powers import LEADING, Powers, is_enough, region_of_iam
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.escalation.targets import Allowed, Targets
from iam_stacks.escalation.things import union
from iam_stacks.escalation.trusts import ASSUME, Trusts
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import ALLOWED, Decision
from iam_stacks.policy.statement import Statement

_ATTACHED, _PASSED_TO = "iam:PolicyARN", "iam:PassedToService"
_OF_SOME_ACTIONS = (_ATTACHED, _PASSED_TO, "iam:PermissionsBoundary")
"""Keys of IAM that requests for other actions surely do not have."""
_PASS = "iam:PassRole"
_PROTECTED = (":role/aws-service-role/", ":role/aws-reserved/")
"""Roles that only AWS itself changes. IAM User Guide, "Create a service-linked role"; IAM Identity Center User Guide,
"Permission sets".
"""


class Knowledge:
    """An account, and everything that is worked out once for all of its principals."""

    def __init__(self, account: Account, methods: Sequence[Method]) -> None:
        """Prepare the questions.

        Args:
            account: the account.
            methods: the ways to power.
        """
        self.account = account
        self.estate = Estate(account)
        actions = {need.action for method in methods for need in method.needs}
        self.relevance = Relevance({*actions, *LEADING, ASSUME})
        self.asking = Asking(account.account_id, self.relevance)
        self.targets = Targets(self.asking, self.relevance)
        self.trusts = Trusts(account, self.asking)
        self.powers = Powers(account, self.asking, self.relevance)
        self.methods = [(method, self.relevance.bits(_given(method))) for method in methods]
        self._contexts: dict[int, tuple[Mapping[str, ContextValue], ...]] = {}

    def contexts(self, need: Need) -> tuple[Mapping[str, ContextValue], ...]:
        """Return what is known of a request that a need makes; one for each value that the method can choose from."""
        key = id(need)
        if key not in self._contexts:
            known = self._known(need.action)
            context = {name: self._filled(value) for name, value in need.context.items()}
            if _ATTACHED in context:
                context[_ATTACHED] = (context[_ATTACHED], *self._powerful)
            names = list(context)
            choices = product(*(value if _is_choice(value) else (value,) for value in context.values()))
            self._contexts[key] = tuple({**known, **dict(zip(names, values, strict=True))} for values in choices)
        return self._contexts[key]

    def decide(
        self,
        subject: Subject,
        need: Need,
        resource: str,
        known: Mapping[str, ContextValue] | None = None,
        guards: tuple[Policy, ...] = (),
    ) -> Decision:
        """Answer whether a principal may do what a need is about, with the best of the values that it can choose from.

        Args:
            subject: the principal.
            need: the need.
            resource: on what.
            known: the condition keys that are known of the resource. Default: none.
            guards: the policies of the resource.
        """
        decisions = [
            self.asking.decide(subject, need.action, resource, {**(known or {}), **context}, guards)
            for context in self.contexts(need)
        ]
        return min(decisions, key=_uncertainty)

    def allowed(
        self, subject: Subject, need: Need, over: Over | str, guards: tuple[Policy, ...] = ()
    ) -> tuple[Allowed, ...]:
        """Return the things to which a principal may do what a need is about.

        Args:
            subject: the principal.
            need: the need.
            over: what kind of things.
            guards: the policy that all of them have.
        """
        things, listed = self.estate.things(over), self.estate.of(over)
        left, found = self._open(need.action, over), []
        for context in self.contexts(need):
            each = list(self.targets.of(subject, need.action, things, listed, left, context, guards))
            found += each
            left &= ~union(allowed.things for allowed in each)
        return _merged(found)

    def _open(self, action: str, over: Over | str) -> int:
        """Return the things to which an action can be done at all: some roles are changed by AWS only."""
        if over is not Over.ROLE or not action.startswith("iam:") or action == _PASS:
            return self.estate.things(over).all
        return self._unprotected

    @cached_property
    def _unprotected(self) -> int:
        roles = enumerate(self.account.roles)
        return union(1 << index for index, role in roles if not any(path in role.arn for path in _PROTECTED))

    def assumable(self, subject: Subject, need: Need) -> tuple[Allowed, ...]:
        """Return the roles that a principal may assume."""
        things, listed = self.estate.things(Over.ROLE), self.account.roles
        candidates = self.trusts.naming(subject.caller)
        if delegated := self.trusts.ours & ~candidates:
            candidates |= delegated & self.targets.granted(subject, ASSUME, things)
        found: list[Allowed] = []
        for roles, trust in self.trusts.alike(candidates):
            for context in self.contexts(need):
                found += self.targets.of(subject, ASSUME, things, listed, roles, context, (trust,))
        return _merged(found)

    def may_be_passed(self, resource: str, needs: Iterable[Need]) -> bool:
        """Tell whether a role can be passed, as far as it is known: its trust policy must let the service in."""
        passing = [str(need.context.get(_PASSED_TO)) for need in needs if need.action == _PASS]
        number = self.estate.number.get(resource)
        if number is None or not passing:
            return True
        role = 1 << number - len(self.account.users)
        return all(role & union(each.things for each in self.trusts.of_service(service)) for service in passing)

    @cached_property
    def joinable(self) -> tuple[int, ...]:
        """The groups that it makes sense to join together: those that deny nothing, with those that deny the same."""
        classes: dict[frozenset[Statement], int] = {}
        for index, group in enumerate(self.account.groups):
            rules = (rule for policy in group.policies for rule in self.relevance.rules(policy))
            denied = frozenset(rule.statement.normalised() for rule in rules if not rule.allows)
            classes[denied] = classes.get(denied, 0) | 1 << index
        harmless = classes.pop(frozenset(), 0)
        return tuple(dict.fromkeys([harmless, *(harmless | groups for groups in classes.values())]))

    @cached_property
    def _powerful(self) -> Iterable[str]:
        """The policies of the account that make an administrator of whom they are attached to."""
        policies = ((each.arn, each.policy) for each in self.account.managed_policies if each.policy)
        of_aws = f"arn:{self.account.partition}:iam::aws:policy/IAMFullAccess"
        return [of_aws, *(arn for arn, policy in policies if is_enough(self.powers.reach(policy)))]

    def _known(self, action: str) -> dict[str, Any]:
        """Return what is known of every request for an action."""
        if not action.startswith("iam:"):
            return {}
        keys = ((name, find_condition_key(name)) for name in _OF_SOME_ACTIONS)
        absent = {name: () for name, key in keys if key and not action_has_key(action, key)}
        return {**region_of_iam(self.account), **absent}

    def _filled(self, value: ContextValue) -> Any:
        if isinstance(value, tuple | list):
            return tuple(map(self._filled, value))
        filled = {"partition": self.account.partition, "account": self.account.account_id}
        return value.format(**filled) if isinstance(value, str) else value


def _given(method: Method) -> Iterator[str]:
    """Yield the actions that a policy of the principal must allow: a role's trust policy alone can let it in."""
    return (need.action for need in method.needs if need.action != ASSUME)


def _is_choice(value: Any) -> bool:
    return isinstance(value, tuple) and value != ()


def _uncertainty(decision: Decision) -> tuple[bool, int]:
    return ALLOWED not in decision.outcomes, len(decision.depends_on)


def _merged(found: Iterable[Allowed]) -> tuple[Allowed, ...]:
    """Return the same with one for all things that depend on the same keys."""
    masks: dict[tuple[str, ...], int] = {}
    for each in found:
        masks[each.depends_on] = masks.get(each.depends_on, 0) | each.things
    return tuple(Allowed(things, keys) for keys, things in masks.items())
