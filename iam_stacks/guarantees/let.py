"""What resources' own policies let principals do, whatever the principals' policies say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from iam_stacks.account.questions.subject import Subject
from iam_stacks.guarantees.holder import is_personal
from iam_stacks.guarantees.numbering import Numbering
from iam_stacks.policy.layers import Entry


class Let:
    """The actions that statements of resource policies are about, by whom they name; it may be more than they allow."""

    def __init__(self, statements: Iterable[Entry], numbering: Numbering) -> None:
        """Sort the statements.

        Args:
            statements: of the resource policies.
            numbering: the actions in question.
        """
        self._widely = 0
        self._named: dict[str, int] = defaultdict(int)
        self._personal = False
        self.sets: set[int] = set()
        for entry in statements:
            actions = numbering.about(entry.rule.statement)
            if actions:
                self.sets.add(actions)
                self._sort(entry, actions)

    def by(self, subject: Subject) -> int:
        """Return the actions that a principal may be let do."""
        return self._named.get(subject.caller, 0) | self._widely

    def is_personal(self, subject: Subject) -> bool:
        """Tell whether statements may say something of a principal that they do not say of others."""
        return self._personal or subject.caller in self._named

    def _sort(self, entry: Entry, actions: int) -> None:
        statement, principals = entry.rule.statement, entry.rule.principals
        assert principals is not None
        self._personal |= is_personal(statement)
        if statement.not_principals is not None or principals.everyone:
            self._widely |= actions
        for name in principals.names:
            self._named[name] |= actions
