"""Templates in YAML, with CloudFormation's short forms such as `!Ref` and `!GetAtt`.

Source: CloudFormation Template Reference Guide, "Intrinsic function reference".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from iam_stacks.account.error import AccountError

_AS_WRITTEN = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_BARE = ("Ref", "Condition")


class _Loader(yaml.SafeLoader):
    """Loads text as it is written: 2012-10-17 is no date here, and an account such as 012345678901 no octal number."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in resolvers if tag not in _AS_WRITTEN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


_MOST_VALUES = 1_000_000
"""Far more than a template that CloudFormation takes has: it may have 1 MB. CloudFormation User Guide, quotas."""


def _size(value: Any, known: dict[int, int]) -> int:
    """Return how many values there are in one, those that aliases repeat counted each time."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if inside and id(value) not in known:
        known[id(value)] = sum(_size(each, known) for each in inside)
    return 1 + known.get(id(value), 0)


def read_yaml(text: str, file: Path) -> Any:
    """Return the content of YAML text.

    Raises:
        AccountError: it is not YAML, or has a key twice; one line that names the file.
    """
    try:
        content = yaml.load(text, Loader=_Loader)
        size = _size(content, {})
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise AccountError(f"{file}: {where}it is neither JSON nor YAML: {error.problem}") from None
    except RecursionError:
        raise AccountError(f"{file}: it is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise AccountError(f"{file}: it is neither JSON nor YAML: {str(error).splitlines()[0]}") from None
    if size > _MOST_VALUES:
        raise AccountError(f"{file}: its aliases stand for more than {_MOST_VALUES:,} values")
    return content


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in _BARE else f"Fn::{suffix}"
    value = _value(loader, node)
    return {name: value.split(".", 1) if suffix == "GetAtt" and isinstance(value, str) else value}


def _value(loader: _Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return _sequence(loader, node)
    assert isinstance(node, yaml.MappingNode)
    return _mapping(loader, node)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    given: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in given:
            problem = f"the key {key.value} is given twice" if isinstance(key, yaml.ScalarNode) else "a key is no text"
            raise yaml.constructor.ConstructorError(problem=problem, problem_mark=key.start_mark)
        given.add(key.value)
    # Only now: a key may well be given here and in what is merged.
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _sequence(loader: _Loader, node: yaml.SequenceNode) -> list[Any]:
    """Return a list at once: PyYAML would allow one that holds itself."""
    return loader.construct_sequence(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _sequence)
_Loader.add_multi_constructor("!", _short_form)
