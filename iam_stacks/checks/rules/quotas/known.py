"""What is sure about things before a deployment: that they will exist, and that they are different ones."""

from __future__ import annotations

from collections.abc import Iterable

from iam_stacks.account.account import Account
from iam_stacks.account.model import Thing
from iam_stacks.account.place import Place
from iam_stacks.policy.pseudo import PSEUDO_PARAMETERS
from iam_stacks.policy.symbol import has_symbol, symbol

_UNDECIDED = "Condition"


class Known:
    """What is sure about an account's things."""

    def __init__(self, account: Account) -> None:
        """Take the account."""
        self._undecided = {(each.template, each.logical_id) for each in account.unresolved if each.path == _UNDECIDED}
        self._exported = account.exported

    def at(self, place: Place) -> bool:
        """Tell whether the resource of a place will exist: no condition decides it that is not known yet."""
        return (place.template, place.logical_id) not in self._undecided

    def exists(self, thing: Thing) -> bool:
        """Tell whether a thing will exist."""
        return (thing.template, thing.logical_id) not in self._undecided

    def least_different(self, names: Iterable[str], things: Iterable[Thing]) -> int:
        """Return how many different things the names are of, at least.

        Args:
            names: names without paths; those that nobody knows before a deployment may be of anything, so do not count.
            things: those of the kind in the account.
        """
        ours = [thing for thing in things if thing.template]
        named = set(names) - {thing.name for thing in ours if not self.exists(thing)}
        declared = named & {thing.name for thing in ours}
        literal = {name for name in declared if settled(name)}
        chosen = len(declared) - len(literal)
        others = sum(map(settled, named - declared))
        # An export has the names that CloudFormation chose for the things of a template.
        return len(literal) + (max(chosen, others) if self._exported else chosen + others)


def settled(text: str) -> bool:
    """Tell whether text is known but for pseudo parameters, which are the same everywhere in an account."""
    for name in PSEUDO_PARAMETERS:
        text = text.replace(symbol(name), "")
    return not has_symbol(text)
