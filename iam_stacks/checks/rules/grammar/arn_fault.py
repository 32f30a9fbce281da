"""What is wrong with the text of a Resource element."""

from __future__ import annotations

import re
from functools import lru_cache

from iam_stacks.account.service_data import arn_service_exists
from iam_stacks.account.unlisted import service_is_known
from iam_stacks.checks.element import has_wildcard
from iam_stacks.policy.symbol import show_symbols

_SYMBOL = re.compile(r"\$\{[A-Za-z0-9./_-]*\}")
_VARIABLE = re.compile(r"\$\{[^}]*\}")
"""A policy variable, or a pseudo parameter: unlike another symbol it stands within one part of an ARN."""

_UNKNOWN = "\0"
_PARTS = 6
_PARTITION = re.compile(r"aws(-[a-z]+)*")
_REGION = re.compile(r"([a-z]+(-[a-z]+)+-\d+)?")
_ACCOUNT = re.compile(r"(\d{12}|aws)?|[\d*?]*[*?][\d*?]*")


@lru_cache(maxsize=16384)
def arn_fault(text: str) -> str:
    """Return why a text is neither `*` nor a possible ARN; nothing if it may be one.

    Source: IAM User Guide, "IAM ARNs", ARN format, and "IAM policy validation check reference", errors about ARNs.
    """
    known, symbol, _ = _blurred(text).partition(_UNKNOWN)
    parts = known.split(":", _PARTS - 1)
    # What a symbol stands for may have colons, and a star that ends a part stands for them too: the parts behind it may
    # be others than they seem.
    star = next((index for index, part in enumerate(parts) if "*" in part), None)
    if symbol:
        parts.pop()
    elif star is None:
        parts += [""] * (_PARTS - len(parts))
    parts = parts if star is None else parts[: star + 1]
    return next(filter(None, (judge(part) for judge, part in zip(_JUDGES, parts, strict=False))), "")


def _blurred(text: str) -> str:
    """Return the text with one character for each symbol, and a star for each variable."""
    return _VARIABLE.sub("*", _SYMBOL.sub(_UNKNOWN, show_symbols(text)))


def _prefix(part: str) -> str:
    start = re.split(r"[*?]", part, maxsplit=1)[0]
    begins = "arn".startswith(start) if has_wildcard(part) else part == "arn"
    return "" if begins else "it does not begin with arn:"


def _partition(part: str) -> str:
    return "" if has_wildcard(part) or _PARTITION.fullmatch(part) else f'there is no partition "{part}"'


def _service(part: str) -> str:
    known = arn_service_exists(part) or (part.islower() and service_is_known(part))
    return "" if has_wildcard(part) or known else f'no service has ARNs with "{part}"'


def _region(part: str) -> str:
    return "" if has_wildcard(part) or _REGION.fullmatch(part) else f'"{part}" is no region'


def _account(part: str) -> str:
    return "" if _ACCOUNT.fullmatch(part) else f'"{part}" is no account, which has 12 digits'


def _resource(part: str) -> str:
    return "" if part else "the resource is missing"


_JUDGES = (_prefix, _partition, _service, _region, _account, _resource)
