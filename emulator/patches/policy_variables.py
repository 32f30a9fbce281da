"""Policy variables, such as ${aws:username}, in Resource, NotResource and Condition.

MiniStack compares the letters "${aws:username}" with the request, so that a self-service policy grants nothing. AWS
puts in the value of the request's context, or the variable's default; ${*}, ${?} and ${$} are those characters:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
A variable without a value matches nothing. A document of the old version, in which AWS knows no variables, is filled in
too: what is left of it here does not say its version.
Delete when a release has it.
"""

import dataclasses
import re
from typing import Any

from ministack.core import iam_evaluator

VARIABLE = re.compile(r"\$\{([^}]+)\}")
MATCHES_NOTHING = "\0"
# While a pattern is matched, these stand for a "*" and a "?" that mean themselves: of ${*} and ${?}, and of a value.
PLAIN = str.maketrans({"*": "\ue000", "?": "\ue001"})


def apply() -> None:
    """Fill in a statement's variables before it is matched, and have the matcher know a plain "*" from a wildcard."""
    first_match, matches = iam_evaluator._first_match, iam_evaluator.fnmatch_iam_cs

    def first_match_filled(context: Any, statements: list[Any], effect: str) -> Any:
        filled = [_fill_statement(statement, context) for statement in statements if statement.effect == effect]
        return first_match(context, filled, effect)

    iam_evaluator._first_match = first_match_filled
    iam_evaluator.fnmatch_iam_cs = lambda value, pattern: matches(value.translate(PLAIN), pattern)


def _fill_statement(statement: Any, context: Any) -> Any:
    def fill(value: Any, wildcards: bool) -> Any:
        if isinstance(value, list):
            return [fill(item, wildcards) for item in value]
        if not isinstance(value, str) or "${" not in value:
            return value
        return VARIABLE.sub(lambda variable: _value(variable[1], context, wildcards), value)

    return dataclasses.replace(
        statement,
        resources=fill(statement.resources, True),
        not_resources=fill(statement.not_resources, True),
        conditions={
            operator: {key: fill(value, _has_wildcards(operator)) for key, value in keys.items()}
            for operator, keys in statement.conditions.items()
        },
    )


def _has_wildcards(operator: str) -> bool:
    return "like" in operator.lower() or "arn" in operator.lower()


def _value(variable: str, context: Any, wildcards: bool) -> str:
    name, _, default = (part.strip() for part in variable.partition(","))
    value = name if name in ("*", "?", "$") else iam_evaluator._resolve_condition_key(name, context)
    if value is None:
        value = default.strip("'") or MATCHES_NOTHING
    return str(value).translate(PLAIN) if wildcards else str(value)
