"""Which statements are about any of the actions that matter: most are about none, and this is found out fast."""

from __future__ import annotations

from collections.abc import Iterable

from iam_stacks.account.model import Policy
from iam_stacks.escalation.things import union
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.wildcard import matcher, pattern_of


class Relevance:
    """Knows the statements that are about some of the actions."""

    def __init__(self, actions: Iterable[str]) -> None:
        """Take the actions that matter.

        Args:
            actions: as AWS writes them.
        """
        self._bits = {action.lower(): 1 << index for index, action in enumerate(sorted(set(actions)))}
        self._all = (1 << len(self._bits)) - 1
        self._texts: dict[str, int] = {}
        self._rules: dict[int, tuple[Rule, ...]] = {}
        self._allowed: dict[int, int] = {}

    def bits(self, actions: Iterable[str]) -> int:
        """Return what stands for some of the actions: one bit each."""
        return union(self._bits[action.lower()] for action in actions)

    def rules(self, policy: Policy) -> tuple[Rule, ...]:
        """Return the statements of a policy that are about some of the actions."""
        key = id(policy)
        if key not in self._rules:
            about = [index for index, each in enumerate(policy.document.statements) if self._about(each)]
            self._rules[key] = tuple(policy.document.rules[index] for index in about)
        return self._rules[key]

    def allowed(self, policy: Policy) -> int:
        """Return the bits of the actions that some Allow of a policy is about."""
        key = id(policy)
        if key not in self._allowed:
            self._allowed[key] = union(self._about(rule.statement) for rule in self.rules(policy) if rule.allows)
        return self._allowed[key]

    def _about(self, statement: Statement) -> int:
        if statement.not_actions is not None:
            return self._all & ~union(map(self._of_text, statement.not_actions))
        return union(map(self._of_text, statement.actions or ()))

    def _of_text(self, text: str) -> int:
        if text not in self._texts:
            self._texts[text] = self._matching(text.lower())
        return self._texts[text]

    def _matching(self, text: str) -> int:
        if "*" not in text and "?" not in text:
            return self._bits.get(text, 0)
        matches = matcher(pattern_of(text))
        return union(bit for action, bit in self._bits.items() if matches(action))
