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


def read_yaml(text: str, file: Path) -> Any:
    """Return the content of YAML text.

    Raises:
        AccountError: it is not YAML, or has a key twice; one line that names the file.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise AccountError(f"{file}: {where}it is neither JSON nor YAML: {error.problem}") from None
    except RecursionError:
        raise AccountError(f"{file}: it is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise AccountError(f"{file}: it is neither JSON nor YAML: {str(error).splitlines()[0]}") from None


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in _BARE else f"Fn::{suffix}"
    value = _value(loader, node)
    return {name: value.split(".", 1) if suffix == "GetAtt" and isinstance(value, str) else value}


def _value(loader: _Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return _mapping(loader, node, deep=True)


def _mapping(loader: _Loader, node: yaml.MappingNode, *, deep: bool = True) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | bool) or key in found:
            problem = f"the key {key} is given twice" if key in found else "a key is no text"
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=deep)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_multi_constructor("!", _short_form)
