"""Password policies of an account: CloudFormation has no type for them, so custom resources set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.practice import Proof
from iam_stacks.evidence.records import Records
from iam_stacks.evidence.shown import Claim, Shown, all_of
from iam_stacks.evidence.values import flag, from_json, number

_OURS, _CALL = "Custom::PasswordPolicy", "Custom::AWS"
_SET, _DELETE = "updateaccountpasswordpolicy", "deleteaccountpasswordpolicy"

Ask = Callable[[Mapping[str, Any]], Claim]
"""Asks a password policy, with the names of IAM's API. What it does not say is off: UpdateAccountPasswordPolicy."""


def asks_for(*asks: Ask) -> Proof:
    """Return the proof that a password policy asks for something."""

    def proof(records: Records) -> Shown:
        return all_of(records.shown(each, *(ask(given) for ask in asks)) for each, given in _policies(records))

    return proof


def at_least(name: str, least: int, words: str) -> Ask:
    """Return what asks for a number, and not a lower one."""
    return lambda given: (_compared(given, name, lambda found: found >= least), words)


def at_most(name: str, most: int, words: str) -> Ask:
    """Return what asks for a number, and not a higher one; zero is as good as none."""
    return lambda given: (_compared(given, name, lambda found: 0 < found <= most), words)


def is_on(name: str, words: str) -> Ask:
    """Return what asks that something is required."""
    return lambda given: (flag(given.get(name, False)), words)


def _compared(given: Mapping[str, Any], name: str, suffices: Callable[[float], bool]) -> bool | None:
    if name not in given:
        return False
    found = number(given[name])
    return None if found is None else suffices(found)


def _policies(records: Records) -> Iterator[tuple[Declared, Mapping[str, Any]]]:
    """Yield who sets a password policy, and to what: our construct, or a call of the API as CDK's AwsCustomResource.

    Who deletes it sets it to nothing.
    """
    yield from ((each, each.properties) for each in records.declared(_OURS))
    for each in records.declared(_CALL):
        for event in ("Create", "Update"):
            call = from_json(each.properties.get(event))
            # As the SDK's second and third version call the service, and the action.
            of_iam = str(call.get("service")).lower() in ("iam", "@aws-sdk/client-iam")
            action = str(call.get("action")).lower().removesuffix("command")
            if of_iam and action in (_SET, _DELETE):
                yield each, from_json(call.get("parameters")) if action == _SET else {}
