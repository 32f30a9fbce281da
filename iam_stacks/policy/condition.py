"""One line of a Condition element, or a Resource element, ready to be asked of many requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from iam_stacks.policy.operators import Operator, find_operator
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.variables import Context, Template, template
from iam_stacks.policy.wildcard import Matcher

Test = Callable[[Context], bool]


@dataclass(frozen=True, eq=False)
class Condition:
    """A clause, compiled.

    Attributes:
        key: the condition key, in lower case.
        name: the condition key, as written.
        operator: what is asked.
        values: the values, with the places of their variables.
        written: the clause, as written.
        holds: tells whether the clause holds for a request's context.
    """

    key: str
    name: str
    operator: Operator
    values: tuple[Template, ...]
    written: Clause
    holds: Test = field(init=False)

    def __post_init__(self) -> None:
        """Choose how it is tested, once: most values have no variables."""
        fixed = [value.fixed for value in self.values]
        known = [text for text in fixed if text is not None]
        test = self._fixed(self.operator.compile(known)) if len(known) == len(fixed) else self._filled
        object.__setattr__(self, "holds", test)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The condition keys that it reads, in lower case and as written."""
        return ((self.key, self.name), *((each.key, each.name) for value in self.values for each in value.variables))

    def _filled(self, context: Context) -> bool:
        """Test values with variables. A value whose variable has none is equal to nothing, and like nothing.

        Source: IAM policy elements: Variables and tags, "Policy variables with no value".
        """
        filled = (value.fill(context) for value in self.values)
        return self._fixed(self.operator.compile([value for value in filled if value is not None]))(context)

    def _fixed(self, matches: Matcher) -> Test:
        quantifier = self.operator.quantifier
        if self.operator.family == "Null":
            return self._absent(matches)
        return {"": self._plain, "ForAnyValue": self._any, "ForAllValues": self._all}[quantifier](matches)

    def _absent(self, matches: Matcher) -> Test:
        """`"true"`: the key must be absent. IAM JSON policy elements: Condition operators, "Null"."""
        key, if_absent, if_present = self.key, matches("true"), matches("false")
        return lambda context: if_present if key in context else if_absent

    def _plain(self, matches: Matcher) -> Test:
        """Without a key, a negated operator and IfExists hold, and nothing else does."""
        key, negated = self.key, self.operator.negated
        missing = negated or self.operator.if_exists

        def holds(context: Context) -> bool:
            value = context.get(key)
            if value is None:
                return missing
            if isinstance(value, str):
                return matches(value) is not negated
            return any(map(matches, value)) is not negated

        return holds

    def _any(self, matches: Matcher) -> Test:
        """Some value of the request passes; false without a value. IAM User Guide, "Multivalued context keys"."""
        key, negated, missing = self.key, self.operator.negated, self.operator.if_exists

        def holds(context: Context) -> bool:
            values = _values(context, key)
            return any(matches(value) is not negated for value in values) if values else missing and key not in context

        return holds

    def _all(self, matches: Matcher) -> Test:
        """Every value of the request passes; true without a value. IAM User Guide, "Multivalued context keys"."""
        key, negated = self.key, self.operator.negated
        return lambda context: all(matches(value) is not negated for value in _values(context, key))


def _values(context: Context, key: str) -> tuple[str, ...]:
    """Return the values of a key; an empty text is no value, as AWS says of both set operators."""
    value = context.get(key, ())
    return tuple(filter(None, value if isinstance(value, tuple) else (value,)))


def compile_clause(clause: Clause, *, variables: bool) -> Condition:
    """Return a clause, compiled.

    Args:
        clause: of a parsed document, so its operator exists.
        variables: whether the document's version has policy variables.
    """
    operator = find_operator(clause.operator)
    if operator is None:
        raise AssertionError(clause.operator)
    usable = variables and operator.variables
    values = tuple(template(value, wildcards=operator.wildcards, variables=usable) for value in clause.values)
    return Condition(clause.key.lower(), clause.key, operator, values, clause)
