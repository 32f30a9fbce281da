"""What is checked, in `iam.yaml`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from iam_stacks.config.marks import refuse
from iam_stacks.config.model import Model

RULE = "rule"
"""What the schema calls the id of a rule."""


class _OfRule:
    """Marks a text field that must be the id of a rule of `IamChecks`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text once it is known to be text."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the rules."""
        return handler(schema) | {"title": RULE, "enum": _rules()}

    def _check(self, text: str) -> str:
        rules = _rules()
        if text not in rules:
            close = get_close_matches(text, rules, n=1)
            raise refuse("there is no such rule", "a rule of docs/rules.md", *close)
        return text


@cache
def _rules() -> list[str]:
    from iam_stacks.checks.rules import RULES  # they take a while to load, and few files name one

    return sorted(rule.id for rule in RULES)


RuleId = Annotated[str, _OfRule()]


class Checks(Model):
    """How `IamChecks` judges this estate."""

    severities: dict[RuleId, Literal["error", "warning"]] = {}
    """Another severity for a rule: an error fails the synthesis, a warning does not."""
    off: tuple[RuleId, ...] = ()
    """Rules that are not wanted at all. Findings are better acknowledged one by one, where they are."""

    @model_validator(mode="after")
    def _is_wanted_or_not(self) -> Checks:
        both = [rule for rule in self.off if rule in self.severities]
        if both:
            raise refuse(f"the rule {both[0]} cannot be off and have a severity too")
        return self
