"""Policies with characters that IAM refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.grammar.kinds import OF_IAM
from iam_stacks.checks.views import PolicyView
from iam_stacks.policy.position import Path
from iam_stacks.policy.symbol import without_symbols

_REFUSED = re.compile(r"[^\t\n\r\u0020-\u00ff]")


def _check(policy: PolicyView) -> Iterator[Remark]:
    # What JSON writes without an escape is all printable ASCII: most documents need no closer look.
    plain = "\\" not in json.dumps(policy.written.source, default=str)
    if plain or policy.kind not in OF_IAM or policy.of_aws:
        return
    first: dict[str, Path] = {}
    for steps, text in _texts((), policy.written.source):
        for character in _REFUSED.findall(without_symbols(text)):
            first.setdefault(character, steps)
    for character, steps in first.items():
        name = f"U+{ord(character):04X}"
        yield Remark(message=f"IAM takes no policy with the character {name}", detail=name, steps=steps)


def _texts(steps: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Yield all texts of a value, names of elements and keys included."""
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*steps, name), name
            yield from _texts((*steps, name), inner)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _texts((*steps, index), inner)


RULE = Rule(
    id="document-characters",
    over=PolicyView,
    severity=ERROR,
    says="A policy has a character that is no tab, line end or one of U+0020 to U+00FF",
    because="AWS refuses it",
    fix="write it with Latin-1 characters, a dash as -, and quotation marks as '",
    source="IAM API Reference, CreatePolicy: PolicyDocument",
    check=_check,
)
