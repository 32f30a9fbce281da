"""The users of a group, and whether its policies let them sign in for the first time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol
from weakref import WeakKeyDictionary

from aws_cdk.interfaces.aws_iam import IGroupRef


@dataclass(frozen=True, kw_only=True)
class Member:
    """A user of a group.

    Attributes:
        path: the user's path in AWS.
        console_access: whether the first sign-in must change the password.
        programmatic_access: whether there is an access key, which shows MFA by a session only.
    """

    path: str
    console_access: bool
    programmatic_access: bool = False


class _Condition(Protocol):
    def require_room_for(self, member: Member) -> None: ...


class FirstSignIns:
    """The users and the conditions of one group; each new one is held against those that came before."""

    _of: ClassVar[WeakKeyDictionary[IGroupRef, FirstSignIns]] = WeakKeyDictionary()

    def __init__(self) -> None:
        """Begin without any; use `FirstSignIns.of`, which remembers."""
        self._members: list[Member] = []
        self._conditions: list[_Condition] = []

    @classmethod
    def of(cls, group: IGroupRef) -> FirstSignIns:
        """Return those of a group."""
        return cls._of.setdefault(group, cls())

    def admit(self, member: Member) -> None:
        """Take note of a user.

        Raises:
            PolicyError: a policy of the group would lock the user out.
        """
        for condition in self._conditions:
            condition.require_room_for(member)
        self._members.append(member)

    def impose(self, condition: _Condition) -> None:
        """Take note of a policy.

        Raises:
            PolicyError: it would lock out a user who is in the group.
        """
        for member in self._members:
            condition.require_room_for(member)
        self._conditions.append(condition)
