"""Tags that IAM does not take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.rules.quotas.properties import quoted
from iam_stacks.checks.rules.quotas.quota import QUOTA_PAGE, allowed, mended
from iam_stacks.checks.things import principal_of
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.size import least_text
from iam_stacks.policy.symbol import has_symbol, is_symbol, without_symbols

_PAGE = "IAM User Guide, Tags for AWS Identity and Access Management resources, Rules for tagging in IAM and AWS STS"
_TAGS = "Tags"
_NAME = "tags-per-resource"
_INSTEAD = "leave out tags that nothing reads"
_RESERVED = "aws:"
_SIGNS = frozenset("_.:/=+-@")
_LENGTHS = {"Key": (1, 128), "Value": (0, 256)}
_FOLDING = frozenset(("AWS::IAM::User", "AWS::IAM::Role"))


def _tags(view: AccountView) -> Iterator[tuple[Declared, list[tuple[Mapping[str, Any], Place]]]]:
    """Yield each resource of IAM that has tags, with these and their places."""
    for declared in view.account.declared:
        listed = declared.properties.get(_TAGS)
        if declared.type.startswith("AWS::IAM::") and isinstance(listed, list):
            found = [(tag, declared.place.at(_TAGS, index)) for index, tag in enumerate(listed)]
            yield declared, [(tag, place) for tag, place in found if isinstance(tag, Mapping)]


def _count(view: AccountView) -> Iterator[Remark]:
    quota = allowed(view, _NAME)
    for declared, tags in _tags(view):
        keys = {str(tag.get("Key")) for tag, _ in tags}
        # A key that only a deployment tells may be the same as another; those of AWS do not count.
        count = sum(not is_symbol(key) and not key.startswith(_RESERVED) for key in keys)
        if count > quota:
            yield Remark(
                message=f"{declared.place.logical_id} has {count} tags of {quota}",
                fix=mended(_NAME, count, _INSTEAD),
                place=declared.place.at(_TAGS),
                subject=declared.place.logical_id,
                principal=principal_of(declared),
            )


def _malformed(view: AccountView) -> Iterator[Remark]:
    for declared, tags in _tags(view):
        for tag, place in tags:
            for part, (least, most) in _LENGTHS.items():
                text = str(tag.get(part, ""))
                for fault, fix in _faults(text, least, most):
                    yield Remark(
                        message=f"the {part.lower()} of the tag {quoted(str(tag.get('Key', '')))} {fault}",
                        fix=fix,
                        place=place.at(part),
                        subject=declared.place.logical_id,
                        detail=f"{quoted(str(tag.get('Key', '')))} {part}",
                        principal=principal_of(declared),
                    )


def _faults(text: str, least: int, most: int) -> Iterator[tuple[str, str]]:
    length = len(least_text(text))
    known = without_symbols(text)
    if length > most or (length < least and not has_symbol(text)):
        yield f"has {length} characters", f"give {least} to {most} characters"
    if not all(character in _SIGNS or unicodedata.category(character)[0] in "LZN" for character in known):
        yield "has characters that tags cannot have", "give letters, digits, spaces and _.:/=+-@"
    if text.startswith(_RESERVED):
        yield f"begins with {_RESERVED}, which is reserved for AWS", "let it begin with something else"


def _twice(view: AccountView) -> Iterator[Remark]:
    for declared, tags in _tags(view):
        first: dict[str, Place] = {}
        for tag, place in tags:
            key = str(tag.get("Key"))
            if first.setdefault(key.casefold() if declared.type in _FOLDING else key, place) != place:
                yield Remark(
                    message=f"the tag {quoted(key)} is there already, perhaps in other case",
                    place=place,
                    subject=declared.place.logical_id,
                    detail=key,
                    principal=principal_of(declared),
                )


TOO_MANY = Rule(
    id=f"quota-{_NAME}",
    over=AccountView,
    severity=ERROR,
    says="A resource of IAM has more tags than its quota",
    because="AWS refuses it",
    fix=_INSTEAD,
    source=QUOTA_PAGE,
    check=_count,
)
MALFORMED = Rule(
    id="tag-malformed",
    over=AccountView,
    severity=ERROR,
    says="A tag's key or value is longer than IAM takes, has other characters, or begins with aws:",
    because="AWS refuses it",
    fix="shorten it, leave the characters out, and begin it with something else",
    source=_PAGE,
    check=_malformed,
)
TWICE = Rule(
    id="tag-key-twice",
    over=AccountView,
    severity=ERROR,
    says="A resource has two tags of one key; on users and roles, keys that differ in case only are one",
    because="AWS refuses it",
    fix="keep one of them",
    source=_PAGE,
    check=_twice,
)
RULES = (TOO_MANY, MALFORMED, TWICE)
