"""What people say of accounts: who is meant to be an administrator, what few may reach, what must be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.selection import Selection
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.scope import actions_of, area_of
from iam_stacks.guarantees.target import Target
from iam_stacks.policy.error import PolicyError

Said = TypeVar("Said")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is said. Make it with `read`.

    Attributes:
        administrators: who is meant to be an administrator.
        targets: what few may reach.
        guarantees: what must be true.
    """

    administrators: tuple[Selection, ...] = ()
    targets: tuple[Target, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()

    @classmethod
    def read(cls, administrators: Iterable[str], targets: Iterable[str], guarantees: Iterable[Guarantee]) -> Wanted:
        """Read what people wrote.

        Raises:
            PolicyError: something cannot be read; all faults at once.
        """
        administrators, targets, given = _listed(administrators), _listed(targets), tuple(guarantees)
        readings: list[Callable[[], object]] = [
            *(partial(_some, text) for text in administrators),
            *(partial(_stated, each) for each in given),
            *(partial(Target.parse, text) for text in targets),
            *(partial(Selection.parse, each.principals) for each in given if isinstance(each, Guarantee)),
            *(partial(actions_of, each.actions) for each in given if isinstance(each, Guarantee)),
        ]
        if faults := list(filter(None, map(_fault, readings))):
            raise PolicyError("\n".join(faults))
        return cls(
            administrators=tuple(map(Selection.parse, administrators)),
            targets=tuple(map(Target.parse, targets)),
            guarantees=given,
        )

    def require(self, accounts: Sequence[Account]) -> None:
        """Refuse what means nothing in any of the accounts: it would hold, and prove nothing.

        Raises:
            AccountError: something does not; all of it at once.
        """
        known = [*accounts, *(account.otherwise for account in accounts if account.otherwise)]
        faults = [
            *_nowhere(_select, self.administrators, known),
            *_nowhere(_reach, self.targets, known),
            *_nowhere(_guarantee, self.guarantees, known),
        ]
        if faults:
            raise AccountError("\n".join(dict.fromkeys(faults)))

    def of(self, account: Account) -> Wanted:
        """Return what means something in an account; the rest is said of others."""
        return Wanted(
            administrators=tuple(_here(_select, self.administrators, account)),
            targets=tuple(_here(_reach, self.targets, account)),
            guarantees=tuple(_here(_guarantee, self.guarantees, account)),
        )

    def named(self, account: Account) -> frozenset[str]:
        """Return the ARNs of the users and roles of an account that are meant to be administrators."""
        return frozenset(each.arn for selection in self.of(account).administrators for each in selection.of(account))


def _listed(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return a list; one text is a list of one."""
    return (given,) if isinstance(given, str) else tuple(given)


def _some(text: str) -> Selection:
    """Read who is meant to be an administrator."""
    if text.strip() == "all":
        raise PolicyError("administrators 'all' leave nobody to be checked; give user/NAME, role/NAME or group/NAME")
    return Selection.parse(text)


def _stated(given: object) -> None:
    if not isinstance(given, Guarantee):
        raise PolicyError(f"guarantee {given!r} is none; give iam_stacks.Guarantee(principals=..., cannot=...)")


def _select(selection: Selection, account: Account) -> None:
    selection.of(account)


def _reach(target: Target, account: Account) -> None:
    area_of(account, [target.action], [target.resource])


def _guarantee(guarantee: Guarantee, account: Account) -> None:
    if not Selection.parse(guarantee.principals).of(account):
        raise AccountError(f"nobody is meant by {guarantee.principals!r}, of whom something is guaranteed")
    area_of(account, guarantee.actions, guarantee.on)


def _here(ask: Callable[[Said, Account], None], said: Iterable[Said], account: Account) -> Iterator[Said]:
    return (each for each in said if not _fault(partial(ask, each, account)))


def _nowhere(ask: Callable[[Said, Account], None], said: Iterable[Said], accounts: Sequence[Account]) -> Iterator[str]:
    for each in said:
        faults = [_fault(partial(ask, each, account)) for account in accounts]
        if faults and all(faults):
            yield faults[0]


def _fault(ask: Callable[[], object]) -> str:
    try:
        ask()
    except (AccountError, PolicyError) as error:
        return str(error)
    return ""
