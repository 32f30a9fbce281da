"""The texts of a statement's elements, and where each stands."""

from __future__ import annotations

from typing import NamedTuple

from iam_stacks.checks.views import StatementView
from iam_stacks.policy.position import Path


class Element(NamedTuple):
    """An element that is a text or a list of texts.

    Attributes:
        name: such as `NotAction`.
        texts: what it has.
    """

    name: str
    texts: tuple[str, ...]


def actions_of(view: StatementView) -> Element:
    """Return the statement's Action or NotAction."""
    statement = view.statement
    return (
        Element("Action", statement.actions or ())
        if statement.not_actions is None
        else Element("NotAction", statement.not_actions)
    )


def resources_of(view: StatementView) -> Element:
    """Return the statement's Resource or NotResource; a trust policy has neither."""
    statement = view.statement
    return (
        Element("Resource", statement.resources or ())
        if statement.not_resources is None
        else Element("NotResource", statement.not_resources)
    )


def steps_to(view: StatementView, element: Element, text: str) -> Path:
    """Return the steps to a text; without an index where the element is no list."""
    written = dict(view.policy.raw_statements).get(view.index, {})
    is_list = isinstance(written.get(element.name), list | tuple)
    return (element.name, element.texts.index(text)) if is_list else (element.name,)


def has_wildcard(text: str) -> bool:
    """Tell whether a text stands for others."""
    return "*" in text or "?" in text
