"""Event patterns of EventBridge: a matcher for tests, of the comparisons that our rules use and no others.

AWS source: EventBridge User Guide, "Creating Amazon EventBridge event patterns" and "Comparison operators for use in
event patterns in Amazon EventBridge".
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_MISSING = object()


def matches(pattern: Mapping[str, Any], event: Any) -> bool:
    """Tell whether the pattern matches the event; what the pattern does not name may be anything."""
    return all(_field(name, wanted, event) for name, wanted in pattern.items())


def _field(name: str, wanted: Any, event: Any) -> bool:
    if name == "$or":
        return any(matches(each, event) for each in wanted)
    found = event.get(name, _MISSING) if isinstance(event, Mapping) else _MISSING
    if isinstance(wanted, Mapping):
        return matches(wanted, found)
    # Of a list in an event, one element that matches is enough.
    values = found if isinstance(found, list) else [found]
    return any(_leaf(each, value) for each in wanted for value in values)


def _leaf(wanted: Any, found: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return found is not _MISSING and type(found) is type(wanted) and bool(found == wanted)
    ((comparison, operand),) = wanted.items()
    return _COMPARISONS[comparison](operand, found)


def _exists(operand: bool, found: Any) -> bool:
    # Only a leaf exists: a node in between does not.
    return operand is (found is not _MISSING and not isinstance(found, Mapping))


def _wildcard(operand: str, found: Any) -> bool:
    pattern = ".*".join(map(re.escape, operand.split("*")))
    return isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL) is not None


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exists": _exists,
    "prefix": lambda operand, found: isinstance(found, str) and found.startswith(operand),
    "suffix": lambda operand, found: isinstance(found, str) and found.endswith(operand),
    "wildcard": _wildcard,
}


def as_delivered(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event that EventBridge has of a record of CloudTrail."""
    service = record["eventSource"].partition(".")[0]
    by = "Console Sign In" if record["eventType"] == "AwsConsoleSignIn" else "API Call"
    return {
        "source": f"aws.{service}",
        "detail-type": f"AWS {by} via CloudTrail",
        "account": record["recipientAccountId"],
        "region": record["awsRegion"],
        "time": record["eventTime"],
        "detail": record,
    }
