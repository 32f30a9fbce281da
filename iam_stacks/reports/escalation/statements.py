"""The statements that let somebody take a step: how somebody has them, and what is written there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.model import Policy, Role, User
from iam_stacks.escalation.words import person, resource, statement
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.document import Document
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import matcher, pattern_of

_LONG = 24
"""How many lines are shown as they are."""
_SOME = 3
"""How many elements of a list are shown where a statement is longer."""


class Statements:
    """Finds statements by what reasons call their policies."""

    def __init__(self, account: Account) -> None:
        """Sort the policies by name; those of the account too in which what is open comes out the other way."""
        self._how: dict[str, dict[str, str]] = defaultdict(dict)
        self._documents: dict[str, dict[int, Document]] = defaultdict(dict)
        self._groups: dict[str, tuple[str, ...]] = {}
        for each in (account, *([account.otherwise] if account.otherwise else [])):
            for arn, how, policy in _held(each):
                self._how[policy.name].setdefault(arn, how)
                self._documents[policy.name].setdefault(id(policy.document), policy.document)
            self._groups |= {user.arn: tuple(group.arn for group in user.groups) for user in each.users}

    def place(self, reason: Reason, actor: str) -> str:
        """Return where a statement is, and how it comes to somebody: `policy X of group/Staff, statement 0`."""
        how = self._how.get(reason.policy, {})
        nearest = (how[arn] for arn in (actor, *self._groups.get(actor, ()), *how) if arn in how)
        return statement(reason, next(nearest, ""))

    def texts(self, reason: Reason, about: Iterable[str]) -> tuple[str, ...]:
        """Return a statement as JSON; two, if it depends on what is open; none, if it is not known.

        Args:
            reason: which statement.
            about: of long lists only that is shown which matches one of these: actions, ARNs, services.
        """
        index = reason.statement
        found = (each.statements for each in self._documents.get(reason.policy, {}).values())
        names = tuple(name.lower() for name in about)
        texts = (_text(each[index].render(), names) for each in found if index is not None and index < len(each))
        return tuple(dict.fromkeys(texts))


def _held(account: Account) -> Iterator[tuple[str, str, Policy]]:
    """Yield each policy with the ARN of who or what has it, and with how, unless its name says it."""
    for group in account.groups:
        yield from ((group.arn, f"of {resource(group.arn)}", policy) for policy in group.policies)
    principals: tuple[User | Role, ...] = (*account.users, *account.roles)
    for each in principals:
        yield from ((each.arn, _attached(policy, each), policy) for policy in each.policies)
        if each.boundary:
            yield each.arn, f"as boundary of {person(each.arn)}", each.boundary
    yield from ((role.arn, "", role.trust) for role in account.roles if role.trust)


def _attached(policy: Policy, to: User | Role) -> str:
    names = {to.name, to.logical_id, f"{to.stack}.{to.logical_id}"}
    kind, _, owner = ("/" + policy.name.rpartition("/")[0]).rpartition("/")
    own = owner in names and kind in ("", "/user", "/role")
    return "" if own else f"attached to {person(to.arn)}"


def _text(rendered: dict[str, Any], about: tuple[str, ...]) -> str:
    text = _json(rendered)
    return show_symbols(text if text.count("\n") < _LONG else _json(_shortened(rendered, about)))


def _json(value: Any) -> str:
    return json.dumps(_plain(value), indent=2, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return the same, a list of one element being the element, as most people write it."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _shortened(value: Any, about: tuple[str, ...]) -> Any:
    """Return the same with a few elements of each list: those that match, if some do."""
    if isinstance(value, dict):
        return {key: _shortened(each, about) for key, each in value.items()}
    if not isinstance(value, list) or len(value) <= _SOME:
        return value
    shown = ([each for each in value if _is_about(each, about)] or value)[:_SOME]
    return [*shown, f"... and {len(value) - len(shown):,} more"]


def _is_about(pattern: str, about: tuple[str, ...]) -> bool:
    return any(map(matcher(pattern_of(pattern.lower())), about))
