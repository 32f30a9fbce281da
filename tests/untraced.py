"""Calls into other packages that coverage need not follow: they run nothing of ours, and tracing them is slow."""

import functools
import sys
from collections.abc import Callable
from typing import Any

import typeguard
from jsii._kernel.providers.process import _NodeProcess


def leave_out() -> None:
    """Trace neither how jsii talks to Node nor how it checks arguments; its callbacks, which are ours, are traced."""
    _NodeProcess.send = untraced(_NodeProcess.send)
    typeguard.check_type = untraced(typeguard.check_type)


def untraced(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same function, during which nothing is traced."""

    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        tracer = sys.gettrace()
        if tracer is None:
            return function(*arguments, **named)
        sys.settrace(None)
        try:
            return function(*arguments, **named)
        finally:
            sys.settrace(tracer)
            _resume()

    return call


def _resume() -> None:
    """Be called: with a call coverage's tracer takes over, so that it sees the caller return, as it saw it begin."""
