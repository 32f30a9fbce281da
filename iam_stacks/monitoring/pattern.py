"""How filter patterns are put together from conditions."""

from __future__ import annotations

DONE = "($.errorCode NOT EXISTS)"
"""What failed has a code, and often no parameters."""


def pattern(*conditions: str) -> str:
    """Return the pattern of the events for which all conditions hold."""
    return f"{{ {' && '.join(conditions)} }}"


def any_of(*conditions: str) -> str:
    """Return the condition that one of some conditions holds."""
    return f"({' || '.join(conditions)})"


def event_of(service: str, *events: str) -> str:
    """Return the condition that an event is of the service and has one of the names."""
    named = any_of(*(f'($.eventName = "{event}")' for event in events))
    return f'($.eventSource = "{service}.amazonaws.com") && {named}'


def calls_named(names: str) -> str:
    """Return the pattern of the events that have one of the names, whatever service they are of, as AWS prints it."""
    return f"{{{_named_as_printed(names)}}}"


def calls_of(service: str, names: str) -> str:
    """Return the pattern of the events of a service that have one of the names, as AWS prints it."""
    return f"{{($.eventSource={service}.amazonaws.com) && ({_named_as_printed(names)})}}"


def _named_as_printed(names: str) -> str:
    return " || ".join(f"($.eventName={name})" for name in names.split())
