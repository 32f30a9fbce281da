"""What a statement asks of keys that are not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from iam_stacks.policy.condition import Condition
from iam_stacks.policy.request import Request
from iam_stacks.policy.resource import Resources
from iam_stacks.policy.rule import Rule
from iam_stacks.policy.variables import Context


@dataclass(frozen=True)
class Question:
    """A condition, or a Resource element with variables, that unknown keys decide.

    Attributes:
        about: the compiled element.
        keys: the unknown keys that it reads, in lower case, each with what to call it.
        holds: answers it, given a context with values for these keys.
    """

    about: Condition | Resources
    keys: tuple[tuple[str, str], ...] = field(compare=False)
    holds: Callable[[Context], bool] = field(compare=False)


def open_questions(rule: Rule, request: Request) -> tuple[Question, ...] | None:
    """Return what decides whether a statement matches; nothing if it does; None if it cannot match."""
    questions = []
    if rule.resources is not None:
        resources, resource = rule.resources, request.resource
        keys = unknown_keys(resources.keys, request)
        if keys and not resources.fixed(resource):
            questions.append(Question(resources, keys, lambda context: resources.match(resource, context)))
        elif not resources.match(resource, request.keys):
            return None
    for condition in rule.conditions:
        keys = unknown_keys(condition.keys, request)
        if keys:
            questions.append(Question(condition, keys, condition.holds))
        elif not condition.holds(request.keys):
            return None
    return tuple(questions)


def unknown_keys(keys: tuple[tuple[str, str], ...], request: Request) -> tuple[tuple[str, str], ...]:
    """Return those of some keys that are unknown, each in lower case and as it is to be called.

    Args:
        keys: in lower case and as written.
        request: says which are unknown.
    """
    spelt = ((key, request.spelling_of_unknown(key, name)) for key, name in keys)
    return tuple({key: spelling for key, spelling in spelt if spelling is not None}.items())
