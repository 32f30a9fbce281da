"""What somebody may want to reach: actions on resources."""

from __future__ import annotations

from dataclasses import dataclass

from iam_stacks.account.account import Account
from iam_stacks.account.questions.subject import Subject
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.numbering import Numbering
from iam_stacks.guarantees.scope import actions_of, area_of
from iam_stacks.guarantees.search import Search
from iam_stacks.policy.error import PolicyError


@dataclass(frozen=True)
class Target:
    """Some actions on some resources. Make one with `parse`.

    Attributes:
        action: with wildcards, such as `s3:Get*`.
        resource: as a Resource element has it.
    """

    action: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> Target:
        """Read a target.

        Args:
            text: `ACTION RESOURCE`, such as `s3:GetObject arn:aws:s3:::example-data/*`; both with `*` and `?`.

        Raises:
            PolicyError: it is none, or AWS has no such action.
        """
        parts = text.split()
        if len(parts) != 2:
            raise PolicyError(
                f"target {text!r} is not one; give an action and a resource, such as 's3:GetObject arn:aws:s3:::data/*'"
            )
        actions_of(parts[:1])
        return cls(*parts)

    def __str__(self) -> str:
        return f"{self.action} {self.resource}"

    def held_by(self, account: Account) -> Held:
        """Return what tells whether a principal can, or may, do one of the actions to one of the resources.

        Args:
            account: the account of the resources.

        Raises:
            PolicyError: the account has no such resource.
        """
        return Held(self, account)


class Held:
    """Tells who holds a target."""

    def __init__(self, target: Target, account: Account) -> None:
        """Prepare to look; the arguments and faults are those of `Target.held_by`."""
        self._area = area_of(account, [target.action], [target.resource])
        self._actions = Numbering(actions_of([target.action]))
        self._search = Search(account, self._actions)

    def __call__(self, subject: Subject) -> bool:
        """Tell whether a principal does, or may."""
        return self._found(subject) is not None

    def depends_on(self, subject: Subject) -> tuple[str, ...]:
        """Return the condition keys on which it depends; none for whoever does not."""
        found = self._found(subject)
        return found.depends_on if found and not found.certain else ()

    def _found(self, subject: Subject) -> Found | None:
        return self._search.allowed(subject, self._actions.all, self._area)
