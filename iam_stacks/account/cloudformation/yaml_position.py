"""Where something stands in YAML, as `policy.position` has it for JSON."""

from __future__ import annotations

import yaml

from iam_stacks.policy.position import Path


def locate_yaml(text: str, path: Path) -> tuple[int, int]:
    """Return the line and the column, both from 1, of an element of valid YAML; of what holds it, if it is missing."""
    nodes: list[yaml.Node | None] = [yaml.compose(text, Loader=yaml.SafeLoader)]
    for step in path:
        nodes.append(_step(nodes[-1], step))
    *_, found = filter(None, nodes)
    return found.start_mark.line + 1, found.start_mark.column + 1


def _step(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    return None
