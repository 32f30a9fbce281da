"""Constructs of which a stack has one, shared by all that need it."""

from __future__ import annotations

from typing import TypeVar

from aws_cdk import Stack
from constructs import Construct, IConstruct

_Kind = TypeVar("_Kind", bound=Construct)


def one_per_stack(kind: type[_Kind], scope: IConstruct) -> _Kind:
    """Return the one construct of a class in the scope's stack; it is made when it is first asked for.

    Args:
        kind: the class, whose name is the construct's id.
        scope: any construct of the stack.
    """
    stack = Stack.of(scope)
    existing = stack.node.try_find_child(kind.__name__)
    return existing if isinstance(existing, kind) else kind(stack, kind.__name__)
