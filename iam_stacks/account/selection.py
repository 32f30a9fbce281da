"""Some users and roles of an account, as people name them: `all except group/Admins, role/Deploy`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Group, Role, Thing, User
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import matcher, pattern_of

_ALL = "all"
_EXCEPT = re.compile(r"\s+except\s+")
_ONE = re.compile(r"(user|role|group)/(\S+)")
_ALLOWED = (
    "all, or user/NAME, role/NAME, group/NAME, with * and ?, several with commas, and perhaps ' except ' and others"
)


@dataclass(frozen=True)
class _Named:
    """What one part of a selection names.

    Attributes:
        kind: `user`, `role` or `group`; `all` for everybody.
        name: with wildcards; with or without the path.
    """

    kind: str
    name: str

    @property
    def is_exact(self) -> bool:
        """Whether it names one user, role or group."""
        return self.kind != _ALL and not {"*", "?"} & set(self.name)

    def of(self, account: Account) -> Iterator[User | Role]:
        """Yield whom it names.

        Raises:
            AccountError: it has no wildcard, and there is nobody of that name.
        """
        everybody: tuple[User | Role, ...] = (*account.users, *account.roles)
        if self.kind == _ALL:
            yield from everybody
            return
        matches = matcher(pattern_of(account.read(self.name)))
        kinds: dict[str, Sequence[Thing]] = {"user": account.users, "role": account.roles, "group": account.groups}
        found = {thing.arn for thing in kinds[self.kind] if any(map(matches, _names(thing)))}
        yield from (each for each in everybody if found & {each.arn, *_groups(each)})
        if not found and self.is_exact:
            raise AccountError(f"there is no {self.kind} {self.name!r}{_hint(self.name, kinds[self.kind])}")


@dataclass(frozen=True)
class Selection:
    """Some users and roles of an account. Make one with `parse`.

    Attributes:
        text: as it was written.
    """

    text: str
    _chosen: tuple[_Named, ...]
    _excepted: tuple[_Named, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Selection:
        """Read a selection.

        Args:
            text: `all`, `user/Name`, `role/Name`, `group/Name` (its members), with `*` and `?`, several with commas,
                and perhaps ` except ` and others.

        Raises:
            PolicyError: it is none.
        """
        parts = [_read(text, part) for part in _EXCEPT.split(text.strip())]
        if len(parts) > 2:
            raise PolicyError(f"selection {text!r} has 'except' more than once; name all others after the first")
        return cls(text, *parts)

    @property
    def exact(self) -> tuple[tuple[str, str], ...]:
        """The kind and name of each user, role and group that it names without wildcards."""
        named = (*self._chosen, *self._excepted)
        return tuple((each.kind, each.name) for each in named if each.is_exact)

    def of(self, account: Account) -> tuple[User | Role, ...]:
        """Return whom it names, sorted by ARN; perhaps nobody.

        Raises:
            AccountError: a name without wildcards is nobody's.
        """
        excepted = {each.arn for named in self._excepted for each in named.of(account)}
        found = {each.arn: each for named in self._chosen for each in named.of(account) if each.arn not in excepted}
        return tuple(found[arn] for arn in sorted(found))


def _read(text: str, part: str) -> tuple[_Named, ...]:
    return tuple(_named(text, each.strip()) for each in part.split(","))


def _named(text: str, written: str) -> _Named:
    found = _ONE.fullmatch(written)
    if found is None and written != _ALL:
        where = "" if written == text else f" of selection {text!r}"
        raise PolicyError(f"{written!r}{where} names nobody; give {_ALLOWED}")
    return _Named(*found.groups()) if found else _Named(_ALL, "")


def _names(thing: Thing) -> set[str]:
    return {thing.name, thing.arn.split(":", 5)[5].partition("/")[2], *filter(None, [thing.logical_id])}


def _groups(identity: User | Role) -> set[str]:
    groups: tuple[Group, ...] = identity.groups
    return {group.arn for group in groups}


def _hint(name: str, things: Sequence[Thing]) -> str:
    names = sorted({show_symbols(thing.name) for thing in things})
    close = get_close_matches(name, names)
    return f"; there is {' or '.join(close)}" if close else ""
