"""What a construct is given, where Python does not check what its type says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import Token

from iam_stacks.policy import PolicyError


def require_list(what: str, given: object, of: str) -> tuple[Any, ...]:
    """Return the elements of a list; refuse anything else, such as a text, of which each letter would be an element.

    Args:
        what: the argument, for the message.
        given: its value.
        of: what is in the list, for the message: `names`.

    Raises:
        PolicyError: it is no list, or one that is known at deployment only: so is then how many there are.
    """
    if isinstance(given, str) or not isinstance(given, Sequence) or None in given:
        raise PolicyError(f"{what} {given!r} is not allowed; give a list of {of}")
    if Token.is_unresolved(list(given)):
        raise PolicyError(f"{what} is a list that is known at deployment only; give a list of {of} that is known now")
    return tuple(given)


def require_switch(what: str, given: object) -> None:
    """Refuse what is neither on nor off: any text, `no` included, would be on.

    Args:
        what: the argument, for the message.
        given: its value.

    Raises:
        PolicyError: it is neither True nor False.
    """
    if not isinstance(given, bool):
        raise PolicyError(f"{what} {given!r} is not allowed; give True or False")


def require_has(what: str, given: object, attribute: str, hint: str) -> None:
    """Refuse a thing of another kind, such as its name or ARN.

    Args:
        what: the argument, for the message.
        given: its value.
        attribute: what the right kind has. Interfaces of CDK are no classes at run time.
        hint: what to give, for the message.

    Raises:
        PolicyError: it has no such attribute.
    """
    if not hasattr(given, attribute):
        raise PolicyError(f"{what} {given!r} is not allowed; give {hint}")
