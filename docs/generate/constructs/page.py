"""The page of one public name."""

from dataclasses import is_dataclass
from typing import Any

import iam_stacks
from docs.generate.constructs.docstring import parts
from docs.generate.constructs.example import Example
from docs.generate.constructs.members import builders, methods, properties
from docs.generate.constructs.tables import arguments, attributes, refusals


def page(name: str) -> str:
    """Return the page of a construct, value or function, from its signature, docstrings and example."""
    described, example = getattr(iam_stacks, name), Example(name)
    sections = {
        "Example": _example(example),
        "Arguments": _arguments(described),
        "Exposed": _exposed(described),
        "Secure by default": example.defaults,
        "Builders": builders(described) if isinstance(described, type) else "",
        "Methods": methods(described) if isinstance(described, type) else "",
        "cdk-nag": _findings(described, example),
    }
    written = "".join(f"\n## {title}\n\n{text.strip()}\n" for title, text in sections.items() if text)
    return f"# {name}\n\n{parts(described)['']}\n{written}"


def _example(example: Example) -> str:
    yaml = f"\nThe same in [`iam.yaml`](../configuration.md):\n\n```yaml\n{example.yaml}\n```\n" if example.yaml else ""
    return f"{example.introduction}\n\n```python\n{example.code}\n```\n{yaml}"


def _arguments(described: Any) -> str:
    if _has_builders(described):
        return "Made by one of its [builders](#builders).\n"
    own: Any = vars(described).get("__init__")
    maker = own if "Args" in parts(own) else described
    return "\n".join(filter(None, (arguments(maker), refusals(maker))))


def _exposed(described: Any) -> str:
    if not isinstance(described, type):
        return ""
    if is_dataclass(described) and not _has_builders(described):
        others = attributes(object, properties(described))
        return "\n".join(filter(None, ("Its arguments, by the same names.\n", others)))
    base = next((each for each in described.__mro__ if each.__module__.startswith("aws_cdk")), None)
    kind = f"It is {_of_cdk(base)}, and exposes what that one does.\n" if base else ""
    return "\n".join(filter(None, (kind, attributes(described, properties(described)))))


def _has_builders(described: Any) -> bool:
    return Example(f"{described.__name__}Builders").exists


def _of_cdk(base: type) -> str:
    module = base.__module__.rpartition(".")[2]
    return f"CDK's `{module.removeprefix('aws_')}.{base.__name__}`"


def _findings(described: Any, example: Example) -> str:
    expected = getattr(described, "expected_findings", None)
    if not isinstance(expected, property):
        return ""
    causes = next(value for value in example.values.values() if isinstance(value, described)).expected_findings
    rows = [
        f"| {found.rule} | {f'`{found.finding}`' if found.finding else ''} | {found.because} |\n" for found in causes
    ]
    table = f"\nIn the example:\n\n| rule | finding | why |\n|---|---|---|\n{''.join(rows)}" if rows else ""
    return f"`expected_findings`: {parts(expected)['']}\n{table}"
