"""What a drawing says of a node: a card with its names, and a row for each leg that leads on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from iam_stacks.escalation.words import person
from iam_stacks.reports.escalation.drawing import Leg, Node
from iam_stacks.reports.escalation.measure import wrap
from iam_stacks.reports.escalation.names import kind, several
from iam_stacks.reports.terminal import printable

WIDTH, PAD = 262.0, 14.0
NAME, TEXT, SMALL = 15.5, 12.0, 11.0
"""The sizes of the fonts; names are bold, which is as wide as a font that is larger."""
LINE = 17.0
"""The height of a line."""
_ROOM = WIDTH - 2 * PAD


@dataclass(frozen=True)
class Row:
    """What a card says of a leg.

    Attributes:
        leg: the leg.
        says: the lines of what is done.
        depends: the lines of what it depends on.
        top: where it begins, from the top of the card.
    """

    leg: Leg
    says: tuple[str, ...]
    depends: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        """How much room it takes."""
        return LINE * (len(self.says) + len(self.depends)) + PAD


@dataclass(frozen=True)
class Card:
    """A node, as text in lines.

    Attributes:
        node: the node.
    """

    node: Node

    @property
    def kind(self) -> str:
        """What it is: a user, a role, several of them, or a power."""
        kinds = sorted(set(map(kind, self.node.members)), reverse=True)
        if len(self.node.members) == 1:
            return kinds[0]
        return f"{len(self.node.members):,} {' and '.join(f'{each}s' for each in kinds)}" if kinds else "reaches"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lines of the names."""
        names = several(tuple(map(person, self.node.members))) or self.node.reached
        return _lines(names, NAME)

    @cached_property
    def reached(self) -> tuple[str, ...]:
        """The lines of what is reached here."""
        return _lines(self.node.reached if self.node.members else (), SMALL)

    @property
    def head(self) -> float:
        """How much room there is above the rows."""
        return LINE * (1 + len(self.names) + len(self.reached)) + 2 * PAD

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What leads on."""
        rows: list[Row] = []
        top = self.head
        for leg in self.node.legs:
            depends = [f"depends on {', '.join(leg.depends_on)}"] if leg.depends_on else []
            said = [f"then {text}" if number else text for number, text in enumerate(leg.says)]
            rows.append(Row(leg, _lines(said, TEXT), _lines(depends, SMALL), top))
            top += rows[-1].height
        return tuple(rows)

    @property
    def height(self) -> float:
        """How much room it takes."""
        return self.head + sum(row.height for row in self.rows)


def _lines(texts: Iterable[str], size: float) -> tuple[str, ...]:
    return tuple(line for text in texts for line in wrap(printable(text), _ROOM, size))
