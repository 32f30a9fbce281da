"""Policy documents that stand alone in a file, without an identity or a resource that has them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from iam_stacks.account.cloudformation.assembly import stack_name
from iam_stacks.account.gathered import Gathered, read_policy
from iam_stacks.account.model import Written
from iam_stacks.account.place import Place
from iam_stacks.policy.kind import IDENTITY, RESOURCE, TRUST, Kind
from iam_stacks.policy.parser import VERSIONS

Guessed = Literal["guessed"]
GUESSED: Guessed = "guessed"

_PRINCIPALS = ("Principal", "NotPrincipal")
_RESOURCES = ("Resource", "NotResource")
_ASSUMES = "sts:assume"


def is_document(content: Any) -> bool:
    """Tell whether something that was read from a file is a policy document, well-formed or not."""
    return isinstance(content, Mapping) and ("Statement" in content or content.get("Version") in VERSIONS)


def guess_kind(document: Mapping[str, Any]) -> Kind:
    """Return what kind of policy a document most likely is.

    Only policies of resources and of roles name principals, and STS, whose actions the latter are about, has no
    resources with policies. Source: IAM User Guide, "Policies and permissions in AWS Identity and Access Management".
    """
    statements = [each for each in _listed(document.get("Statement")) if isinstance(each, Mapping)]
    if not any(name in statement for statement in statements for name in _PRINCIPALS):
        return IDENTITY
    actions = [str(action).lower() for statement in statements for action in _listed(statement.get("Action"))]
    is_trust = actions and all(action.startswith("sts:") for action in actions)
    names_resources = any(name in statement for statement in statements for name in _RESOURCES)
    assumes = any(action.startswith(_ASSUMES) for action in actions) and not names_resources
    return TRUST if is_trust or assumes else RESOURCE


def gather_documents(files: Sequence[tuple[Path, Any]], kind: Kind | Guessed, gathered: Gathered) -> Mapping[str, Path]:
    """Read policy documents.

    Args:
        files: each file with what is in it.
        kind: what kind of policies they are, or GUESSED.
        gathered: gets what is in them.

    Returns:
        The files by the names that places have.
    """
    named = dict(zip(_names([file for file, _ in files]), files, strict=True))
    for name, (file, content) in named.items():
        gathered.note(_written(name, file, content, guess_kind(content) if kind == GUESSED else kind))
    return {name: file for name, (file, _) in named.items()}


def _written(name: str, file: Path, content: Any, kind: Kind) -> Written:
    layer = RESOURCE if kind == TRUST else kind
    written = read_policy(stack_name(file), content, Place(name, ""), layer=layer)
    twice = _given_twice(file.read_text(encoding="utf-8-sig"))
    if twice is not None:
        written = replace(written, policy=None, fault=f"the key {twice} is given twice", fault_at="")
    return replace(written, kind=kind)


def _given_twice(text: str) -> str | None:
    """Return a key that an object of JSON has twice: IAM refuses that, and the reader of files takes the last."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=note)
    except ValueError:  # it is YAML, whose reader refuses such a file
        return None
    return twice[0] if twice else None


def _names(files: Sequence[Path]) -> Iterator[str]:
    """Yield for each file as much of the end of its path as tells it from the others."""
    paths = [file.absolute().parts[::-1] for file in files]
    counts = Counter(ending for parts in paths for ending in _endings(parts))
    for parts in paths:
        yield "/".join(next((ending for ending in _endings(parts) if counts[ending] == 1), parts)[::-1])


def _endings(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from (parts[:length] for length in range(1, len(parts) + 1))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
