"""How long a policy document will be, as IAM counts it: without white space."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iam_stacks.policy.pseudo import fill_pseudo_parameters, without_tokens
from iam_stacks.policy.symbol import has_symbol, symbol, without_symbols

EMPTY_DOCUMENT = len('{"Version":"2012-10-17","Statement":[]}')
"""The characters of a document without statements."""

_QUOTES = 2


@dataclass(frozen=True)
class _Bound:
    """What stands for text that is known only at deployment.

    Attributes:
        pseudo: a value for each pseudo parameter.
        reference: the characters of what another reference resolves to.
    """

    pseudo: Mapping[str, str]
    reference: int


_ACCOUNT = {"AWS::AccountId": "1" * 12}
_LEAST = _Bound({**_ACCOUNT, "AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::URLSuffix": "amazonaws.com"}, 0)
_USUAL = _Bound(
    {**_ACCOUNT, "AWS::Partition": "aws-us-gov", "AWS::Region": "ap-southeast-2", "AWS::URLSuffix": "amazonaws.com.cn"},
    # The ARN of a bucket has 76 characters at most, of a parameter mostly below 170; the longest of IAM are longer.
    170,
)


def least_size(part: Any) -> int:
    """Return the least number of characters of a document, or of a part of one.

    Args:
        part: JSON, in which pseudo parameters and functions of CloudFormation may stand for text.
    """
    return _size(part, _LEAST)


def estimated_size(part: Any) -> int:
    """Return about how many characters a document has, or a part of one: rather too many than too few.

    Args:
        part: JSON, in which pseudo parameters and functions of CloudFormation may stand for text.
    """
    return _size(part, _USUAL)


def least_text(text: str) -> str:
    """Return text with symbols, each replaced by the shortest text that it can stand for."""
    if has_symbol(text):
        for name, value in _LEAST.pseudo.items():
            text = text.replace(symbol(name), value)
    return without_symbols(text)


def least_document_size(document: Any) -> int:
    """Return the least number of characters of a document as IAM counts it: without white space.

    Args:
        document: JSON, or the text of it, in which symbols stand for text.
    """
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False, default=str)
    return sum(map(len, least_text(text).split()))


def _size(part: Any, bound: _Bound) -> int:
    if isinstance(part, list):
        return sum(_size(item, bound) for item in part) + _punctuation(part)
    if isinstance(part, dict):
        text = _text_size(part, bound)
        entries = sum(_size(key, bound) + 1 + _size(value, bound) for key, value in part.items())
        return entries + _punctuation(part) if text is None else text
    return len(without_tokens(fill_pseudo_parameters(json.dumps(part, ensure_ascii=False), bound.pseudo)))


def _punctuation(collection: list[Any] | dict[str, Any]) -> int:
    """Count the brackets, and the commas between the items."""
    return 2 + max(len(collection) - 1, 0)


def _text_size(function: dict[str, Any], bound: _Bound) -> int | None:
    """Return the size of the text that a function of CloudFormation gives; None for an ordinary mapping."""
    if len(function) != 1:
        return None
    ((name, argument),) = function.items()
    if name == "Fn::Join":
        return sum(_size(piece, bound) - _QUOTES for piece in argument[1]) + _QUOTES
    if name == "Ref":
        return len(bound.pseudo.get(argument, "x" * bound.reference)) + _QUOTES
    return bound.reference + _QUOTES if name.startswith("Fn::") else None
