"""Values that stand for all values: of each unknown key, one for every difference that the questions can see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod
from typing import Final, TypeAlias, TypeVar, Union

from iam_stacks.policy.automaton import MANY
from iam_stacks.policy.condition import Condition
from iam_stacks.policy.operators import Operator
from iam_stacks.policy.question import Question
from iam_stacks.policy.request import Request
from iam_stacks.policy.resource import Resources
from iam_stacks.policy.samples import samples
from iam_stacks.policy.variables import Context, Template
from iam_stacks.policy.witness import OTHER, TooLargeError, captures

ABSENT: Final = ()
"""The representative of a key that is not in the request."""

Value: TypeAlias = Union[str, "tuple[str, ...]"]
Some = TypeVar("Some", str, "tuple[str]")
Texts: TypeAlias = "dict[str, list[str]]"

_UNLIKE_ANY: Final = Operator("String", lambda values: values.__contains__), f"{MANY}{OTHER}{MANY}"
"""Asks for a character that no policy has: of all texts that conditions see alike, one that no variable can take."""
_MOST = 5_000


def representatives(keys: Sequence[str], questions: Iterable[Question], request: Request) -> dict[str, list[Value]]:
    """Return the values to try for each key, the absent one first.

    Args:
        keys: the unknown keys, in lower case.
        questions: what is asked of them.
        request: whose known keys fill in variables.

    Raises:
        TooLargeError: there are too many, or a key is compared in several ways.
    """
    asked = list(questions)
    texts: Texts = {key: _texts(key, asked, {}, request, ()) for key in keys}
    captured = {key: _captured(key, asked, texts, request) for key in keys}
    texts = {key: _texts(key, asked, {}, request, captured[key]) for key in keys}
    texts = {key: sorted({*texts[key], *_texts(key, asked, texts, request, captured[key])}) for key in keys}
    singles = {key: _distinct(key, texts[key], asked, request) for key in keys}
    return {key: [ABSENT, *singles[key], *_sets(key, texts[key], asked, request)] for key in keys}


def _conditions(asked: list[Question]) -> list[Condition]:
    return [each.about for each in asked if isinstance(each.about, Condition)]


def _texts(key: str, asked: list[Question], others: Texts, request: Request, captured: Collection[str]) -> list[str]:
    """Return values that tell a key's own conditions apart, and from what its variables may be to match.

    Args:
        key: the key.
        asked: all questions.
        others: what other keys may be, where the conditions' values have variables.
        request: whose known keys fill in variables.
        captured: what makes patterns match that have variables of the key.
    """
    own = (
        (condition.operator, text)
        for condition in _conditions(asked)
        if condition.key == key
        for value in condition.values
        for text in _fillings(value, others, request.keys)
    )
    return sorted({*samples([*own, *([_UNLIKE_ANY] if captured else [])]), *captured})


def _fillings(value: Template, texts: Texts, known: Context) -> Iterator[str]:
    """Yield what a value may become: each of its unknown variables is absent or takes one of its texts."""
    names = sorted({variable.key for variable in value.variables} & texts.keys())
    if prod(len(texts[name]) + 1 for name in names) > _MOST:
        raise TooLargeError
    choices: list[list[Value]] = [[ABSENT, *texts[name]] for name in names]
    for chosen in product(*choices):
        filled = value.fill({**dict(zip(names, chosen, strict=True)), **known})
        if filled is not None:
            yield filled


def _captured(key: str, asked: list[Question], texts: Texts, request: Request) -> list[str]:
    """Return the values with which a variable of that key makes a pattern match."""
    found: set[str] = set()
    for question in asked:
        about = question.about
        if isinstance(about, Resources):
            subjects, patterns = [request.resource], about.variable
        else:
            given = request.keys.get(about.key, ())
            subjects = [given] if isinstance(given, str) else [*given, *texts.get(about.key, ())]
            patterns = about.values
        for subject, pattern in product(subjects, patterns):
            found.update(captures(pattern, key, subject, request.keys))
    return sorted(found)


def _distinct(key: str, values: Iterable[Some], asked: list[Question], request: Request) -> list[Some]:
    """Return one of all values of which no question can tell one from the other."""
    questions = [question for question in asked if key in dict(question.keys)]
    alike: dict[object, Some] = {}
    for value in values:
        context = {**request.keys, key: value}
        # what depends on other unknown keys too may tell any value from any other
        answers = tuple(each.holds(context) if len(each.keys) == 1 else value for each in questions)
        alike.setdefault(answers, value)
    return list(alike.values())


def _sets(key: str, texts: list[str], asked: list[Question], request: Request) -> list[Value]:
    """Return lists of values, if the key is asked about as a multivalued one.

    A list need not have more values than there are conditions: one for each that a single value decides.
    """
    conditions = [condition for condition in _conditions(asked) if condition.key == key]
    if not any(condition.operator.quantifier for condition in conditions):
        return []
    alike = [text for (text,) in _distinct(key, [(text,) for text in texts], asked, request)]
    found: list[Value] = []
    for size in range(2, min(len(conditions), len(alike)) + 1):
        found += combinations(alike, size)
        if len(found) > _MOST:
            raise TooLargeError
    return found
