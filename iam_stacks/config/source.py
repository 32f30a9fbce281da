"""The text of a configuration file, as plain data that remembers where each key stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from iam_stacks.config.fault import Fault, KeyPath, dotted
from iam_stacks.policy import has_token

Place = tuple[int, int]

_STANDARD = "tag:yaml.org,2002:"
_STRING = f"{_STANDARD}str"
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"(0|-?[1-9][0-9]{0,17})\Z")
_MERGE = f"{_STANDARD}merge"


@dataclass(frozen=True)
class Source:
    """A parsed YAML document.

    Attributes:
        data: mappings, lists and scalars; keys are always text.
        places: the line and column, from 1, of each key and list item.
        faults: what cannot be read: syntax, a key given twice, an alias that contains itself.
    """

    data: Any
    places: dict[KeyPath, Place]
    faults: tuple[Fault, ...]

    def place(self, path: KeyPath) -> Place:
        """Return where the path stands, or else the nearest key above it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read(text: str) -> Source:
    """Parse YAML text. Nothing is raised: what is wrong is in `faults`."""
    reader = _Reader()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = None if root is None else reader.value(root, ())
    except yaml.YAMLError as error:
        return Source(None, {}, (_syntax_fault(error),))
    except RecursionError:
        return Source(None, {}, (Fault(line=1, column=1, key="", problem="this is nested too deeply"),))
    return Source(data, reader.places, tuple(reader.faults))


def _syntax_fault(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = " ".join(filter(None, (getattr(error, "problem", None) or str(error), getattr(error, "context", None))))
    return Fault(line=line, column=column, key="", problem=f"not YAML: {problem}")


class _Reader:
    """Turns YAML's nodes into data.

    Only what cannot be meant as text is not text: YAML 1.1 would read `no`, `12:30` and an account with a leading
    zero as a boolean and two numbers.
    """

    def __init__(self) -> None:
        self.places: dict[KeyPath, Place] = {}
        self.faults: list[Fault] = []
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        if id(node) in self._open:
            self._fault(node, path, "this alias contains itself")
            return None
        self.places.setdefault(path, _place(node))
        if not node.tag.startswith(_STANDARD):
            self._fault(node, path, f"{node.tag} and other tags are not supported; write the value itself")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        self._open.add(id(node))
        try:
            return self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._list(node, path)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in data:
                self._fault(key_node, here, f"this key was given before, on line {self.places[here][0]}")
                continue
            self.places[here] = _place(key_node)
            data[key] = self.value(value_node, here)
        return data

    def _key(self, node: yaml.Node, path: KeyPath) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag != _MERGE:
            return str(node.value)
        merge = "merge keys (<<) are not supported; write the keys out"
        self._fault(node, path, merge if node.tag == _MERGE else "a key must be text")
        return None

    def _list(self, node: yaml.Node, path: KeyPath) -> list[Any]:
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        if has_token(node.value):
            self._fault(node, path, "a token of CDK cannot stand in a file; write the value itself")
            return None
        if node.style is not None or node.tag == _STRING:
            return node.value
        return int(node.value) if _INTEGER.match(node.value) else _WORDS.get(node.value, node.value)

    def _fault(self, node: yaml.Node, path: KeyPath, problem: str) -> None:
        line, column = _place(node)
        self.faults.append(Fault(line=line, column=column, key=dotted(path), problem=problem))


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1
