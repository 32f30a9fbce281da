"""What fields of `iam.yaml` are marked with: the rules that their values follow, and how these are reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError
from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

from iam_stacks.policy import limits
from iam_stacks.policy.pseudo import PSEUDO_PARAMETERS, unknown_pseudo_parameters

REFUSED = "iam_refuses"
"""The type of the error that these fields raise. Its context has `problem`, `allowed` and `suggestion`."""


def refuse(problem: str, allowed: str = "", suggestion: str = "") -> PydanticCustomError:
    """Return the error that says what is wrong, what is allowed, and what was probably meant."""
    return PydanticCustomError(REFUSED, "{problem}", {"problem": problem, "allowed": allowed, "suggestion": suggestion})


@dataclass(frozen=True)
class Obeys:
    """Marks a text field that must follow one of IAM's rules."""

    rule: limits.TextRule

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text once it is known to be text."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same rule."""
        return handler(schema) | {
            "minLength": self.rule.minimum,
            "maxLength": self.rule.maximum,
            "pattern": f"^(?:{self.rule.pattern})$",
        }

    def _check(self, text: str) -> str:
        if not self.rule.accepts(text):
            raise refuse("this cannot be used", self.rule.allowed)
        return text


class _OneOrMore:
    """Lets one value stand for a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Put a value that is no list into one; an empty list would often mean everybody."""
        return no_info_before_validator_function(
            lambda given: given if isinstance(given, list) else [given],
            handler(Annotated[source, Field(min_length=1)]),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same."""
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


ONE_OR_MORE = _OneOrMore()
"""Marks a field `tuple[X, ...]` for which one X may be given."""


class _NeverNull:
    """Refuses a key with nothing behind it: it looks as if it asked for something, and would ask for nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Refuse nothing as pydantic does where a mapping must stand; a key that is left out is not looked at."""
        return no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same."""
        mapping, _ = handler(schema)["anyOf"]
        return dict(mapping)

    def _check(self, given: Any) -> Any:
        if given is None:
            raise PydanticKnownError("model_type", {"class_name": "mapping"})
        return given


NEVER_NULL = _NeverNull()
"""Marks a field `X | None` of a mapping, which may be left out, and not be given nothing."""


def either(allowed: str) -> WrapValidator:
    """Return the mark of a field of several types, for which pydantic would report one fault for each of them.

    Args:
        allowed: all that may be given, in words.
    """

    def check(given: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        try:
            return handler(given)
        except ValidationError:
            raise refuse("this cannot be used", allowed) from None

    return WrapValidator(check)


def check_pseudo_parameters(text: str) -> str:
    """Refuse unknown pseudo parameters; IAM's own variables stay."""
    return _require_known(text, unknown_pseudo_parameters(text))


def check_references(text: str) -> str:
    """Refuse every reference but pseudo parameters: also IAM's own variables, which are for policies only."""
    return _require_known(text, [name for name in _REFERENCES.findall(text) if name not in PSEUDO_PARAMETERS])


def _require_known(text: str, unknown: list[str]) -> str:
    if unknown:
        raise refuse(f"there is no pseudo parameter {unknown[0]}", ", ".join(PSEUDO_PARAMETERS))
    return text


class _Referring:
    """Lets pseudo parameters stand in a text, and no other reference."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Look for other references before the text is judged, for the sake of the message."""
        return no_info_after_validator_function(check_references, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same."""
        return handler(schema) | {"allOf": [{"pattern": ONLY_PSEUDO_PARAMETERS}]}


REFERRING = _Referring()
"""Marks a field of text, before the rule that it obeys."""

_REFERENCES = re.compile(r"\$\{([^}]*)")
_KNOWN = r"\$\{(" + "|".join(PSEUDO_PARAMETERS) + r")\}"
KNOWN_REFERENCES = rf"^([^$]|\$(?!\{{AWS::)|{_KNOWN})*$"
"""Text in which pseudo parameters and IAM's own variables may stand."""
ONLY_PSEUDO_PARAMETERS = rf"^([^$]|\$(?!\{{)|{_KNOWN})*$"
"""Text in which pseudo parameters alone may stand."""
