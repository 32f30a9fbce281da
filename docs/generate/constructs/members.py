"""The methods of a class, and those that build a value with what the value says."""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

from docs.generate.constructs.docstring import first_sentence, parts
from docs.generate.constructs.example import Example
from docs.generate.constructs.tables import arguments, refusals
from iam_stacks.policy import TrustPolicy

ACCOUNT, REGION = "111122223333", "eu-central-1"
_OPERATORS = {"__or__": "|"}
_ELSEWHERE = ("expected_findings",)


def builders(described: type) -> str:
    """Return a list of the class methods and a section for each, with an example and what that one renders to."""
    example = Example(f"{described.__name__}Builders")
    makers = {name: getattr(described, name) for name, member in _members(described) if isinstance(member, classmethod)}
    rows = "".join(f"| [`{name}`](#{name}) | {first_sentence(maker)} |\n" for name, maker in makers.items())
    head = f"| builder | |\n|---|---|\n{rows}" if len(makers) > 1 else ""
    return "\n".join([head, *(_section(name, maker, _built(example, name)) for name, maker in makers.items())])


def methods(described: type) -> str:
    """Return a section for each other method."""
    return "\n".join(
        _section(_OPERATORS.get(name, name), member)
        for name, member in _members(described)
        if inspect.isfunction(member)
    )


def properties(described: type) -> dict[str, str]:
    """Return the properties, each with its meaning."""
    said = {name: first_sentence(member) for name, member in _members(described) if isinstance(member, property)}
    return {name: f"{meaning[0].lower()}{meaning[1:]}" for name, meaning in said.items()}


def _members(described: type) -> Iterator[tuple[str, Any]]:
    """Yield what our classes add to CDK's, each base from the general to the special."""
    lineage = [described, *described.__bases__]
    ours = dict.fromkeys(each for base in lineage[1:] for each in reversed(base.__mro__) if _is_ours(each))
    cdks = [each for each in described.__mro__ if not _is_ours(each) and each is not object]
    for owner in (*ours, described):
        for name, member in vars(owner).items():
            is_public = not name.startswith("_") or name in _OPERATORS
            is_method = isinstance(member, classmethod | property) or inspect.isfunction(member)
            if is_public and is_method and name not in _ELSEWHERE and not any(hasattr(each, name) for each in cdks):
                yield name, member


def _is_ours(each: type) -> bool:
    return each.__module__.startswith("iam_stacks")


def _section(title: str, member: Any, example: str = "") -> str:
    sections = [f"### {title}\n", f"{parts(member)['']}\n", example, arguments(member), refusals(member)]
    return "\n".join(section for section in sections if section)


def _built(example: Example, name: str) -> str:
    if not example.exists or name not in example.assignments:
        return ""
    value = example.values[name]
    # CDK numbers its tokens in the order in which they are made.
    says = re.sub(r"\$\{Token\[AWS\.(\w+)\.\d+\]\}", r"${AWS::\1}", json.dumps(_document(value), indent=2))
    warnings = "".join(f"\nA warning, `{each.rule}`: `{each.text}`.\n" for each in getattr(value, "warnings", ()))
    return f"```python\n{example.assignments[name]}\n```\n\n```json\n{says}\n```\n{warnings}"


def _document(value: Any) -> Any:
    if isinstance(value, TrustPolicy):
        return value.render(account=ACCOUNT, partition="aws", region=REGION)
    return [right.statement().to_statement_json() for right in value.rights]
