"""The patterns of statements for one principal: what is known of it stands in the place of variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import product
from math import prod

from iam_stacks.policy.layers import Entry
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.variables import Context, Template, Variable
from iam_stacks.policy.wildcard import MANY
from iam_stacks.policy.witness import OTHER, TooLargeError

_MOST = 1_000
"""In how many ways the variables of one pattern are filled at most."""


class Forms:
    """The patterns of some statements. A variable that nobody knows may stand for anything."""

    def __init__(self, entries: Iterable[Entry], known: Context) -> None:
        """Collect what conditions ask of the variables that nobody knows.

        Args:
            entries: all statements that may be about a request.
            known: the condition keys that are known.
        """
        self._entries = entries
        self._known = known

    def widest(self, rule: Rule) -> tuple[str, ...]:
        """Return the patterns of a statement, with MANY for what is not known."""
        return tuple(self._widest(each) for each in rule.resources.patterns) if rule.resources else ()

    def of(self, rule: Rule) -> tuple[str, ...]:
        """Return the patterns of a statement, those with what its conditions ask of a variable among them.

        Raises:
            TooLargeError: there are more than are worth it.
        """
        templates = rule.resources.patterns if rule.resources else ()
        return tuple(form for each in templates for form in self._forms(each))

    def is_sure(self, rule: Rule) -> bool:
        """Tell whether the resource alone decides whether the statement matches."""
        variables = (
            (each for template in rule.resources.variable for each in template.variables) if rule.resources else ()
        )
        return not rule.conditions and all(isinstance(self._known.get(each.key), str) for each in variables)

    @cached_property
    def _values(self) -> dict[str, dict[str, None]]:
        """What conditions compare keys with: it matters where a variable has such a key, which is rare."""
        values: dict[str, dict[str, None]] = defaultdict(dict)
        for condition in (condition for entry in self._entries for condition in entry.rule.conditions):
            values[condition.key].update(dict.fromkeys(map(self._widest, condition.values)))
        return values

    def _widest(self, template: Template) -> str:
        return self._fill(template, {})

    def _forms(self, template: Template) -> Iterable[str]:
        unknown = {each.key: each for each in template.variables if not isinstance(self._known.get(each.key), str)}
        choices = [self._choices(each) for each in unknown.values()]
        if prod(map(len, choices)) > _MOST:
            raise TooLargeError
        return (self._fill(template, dict(zip(unknown, chosen, strict=True))) for chosen in product(*choices))

    def _choices(self, variable: Variable) -> list[str]:
        defaults = [] if variable.default is None else [variable.default]
        return list(dict.fromkeys([MANY, OTHER, *defaults, *self._values.get(variable.key, ())]))

    def _fill(self, template: Template, chosen: Mapping[str, str]) -> str:
        parts = (part if isinstance(part, str) else self._value(part, chosen) for part in template.parts)
        return "".join(parts)

    def _value(self, variable: Variable, chosen: Mapping[str, str]) -> str:
        value = self._known.get(variable.key)
        return value if isinstance(value, str) else chosen.get(variable.key, MANY)
