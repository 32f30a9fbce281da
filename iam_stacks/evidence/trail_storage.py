"""Where trails keep what they record: buckets and log groups, and how these keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.practice import Proof
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.shown import Claim, Shown, all_of
from iam_stacks.evidence.trails import log_group_of
from iam_stacks.evidence.values import flag, from_json, is_text, number

_BLOCKS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
_YEAR = 365

Ask = Callable[[Mapping[str, Any]], Iterable[Claim]]
"""Yields claims about the properties of a bucket, or of a log group."""


def buckets_of_trails(ask: Ask) -> Proof:
    """Return the proof that something is so of the bucket of each trail."""
    return lambda records: _each(records, ask, "the bucket", _buckets)


def log_groups_of_trails(ask: Ask) -> Proof:
    """Return the proof that something is so of the log group of each trail."""
    return lambda records: _each(records, ask, "the log group", _log_groups)


def is_access_logged(given: Mapping[str, Any]) -> Iterator[Claim]:
    """Yield the claim that a bucket tells who read it."""
    yield "LoggingConfiguration" in given, "has no access logs"


def is_not_public(given: Mapping[str, Any]) -> Iterator[Claim]:
    """Yield the claims that a bucket can be opened to nobody from outside, whatever policies and ACLs say."""
    name = "PublicAccessBlockConfiguration"
    blocks = from_json(given.get(name))
    for block in _BLOCKS:
        yield flag(blocks.get(block, False)) if name in given else None, f"leaves out {block}"


def is_versioned(given: Mapping[str, Any]) -> Iterator[Claim]:
    """Yield the claim that a bucket keeps what is deleted."""
    yield is_text(from_json(given.get("VersioningConfiguration")).get("Status"), "Enabled"), "keeps no versions"


def is_encrypted(given: Mapping[str, Any]) -> Iterator[Claim]:
    """Yield the claim that a key of KMS encrypts a log group."""
    yield "KmsKeyId" in given, "is encrypted with no key of KMS"


def is_kept(given: Mapping[str, Any]) -> Iterator[Claim]:
    """Yield the claim that a log group keeps events for a year: it keeps them for ever if it does not say."""
    days = number(given.get("RetentionInDays", _YEAR))
    yield None if days is None else days >= _YEAR, f"keeps events for less than {_YEAR} days"


def _each(records: Records, ask: Ask, what: str, kept_in: Callable[[Records, Declared], list[Declared]]) -> Shown:
    return all_of(
        part
        for trail in records.declared("AWS::CloudTrail::Trail")
        for part in _parts(records, ask, trail, kept_in(records, trail), what)
    )


def _parts(records: Records, ask: Ask, trail: Declared, found: list[Declared], what: str) -> Iterator[Shown]:
    yield records.shown(trail)
    if not found:
        yield Shown(open=(f"{what} of {called(trail)} was not read",))
    for each in found:
        yield records.shown(each, *ask(each.properties))


def _buckets(records: Records, trail: Declared) -> list[Declared]:
    name = trail.properties.get("S3BucketName")
    return [each for each in records.declared("AWS::S3::Bucket") if str(each.arn).partition(":::")[2] == name]


def _log_groups(records: Records, trail: Declared) -> list[Declared]:
    groups = records.declared("AWS::Logs::LogGroup")
    return [each for each in groups if _place(each) == log_group_of(trail)]


def _place(group: Declared) -> tuple[str, ...]:
    _, _, _, region, account, *_ = f"{group.arn}:::::".split(":")
    return region, account, str(group.arn).partition(":log-group:")[2]
