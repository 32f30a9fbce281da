"""The names of what `monitoring:` watches, of which some may be left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from iam_stacks.config.fault import listing, suggest
from iam_stacks.config.marks import refuse
from iam_stacks.monitoring.catalogue import WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES
from iam_stacks.monitoring.events import IDENTITY_EVENTS

ALARM, NOTICE, CONFIG_RULE = "alarm", "notice", "rule of AWS Config"
"""What the schema calls a name of each kind."""


@dataclass(frozen=True)
class _OneOf:
    """Marks a text field that must be one of many names, of which a message shows the nearest."""

    kind: str
    names: list[str]
    problem: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text once it is known to be text."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors all names."""
        return handler(schema) | {"title": self.kind, "enum": self.names}

    def _check(self, name: str) -> str:
        if name not in self.names:
            raise refuse(self.problem, listing(self.names), suggest(name, self.names))
        return name


@dataclass(frozen=True)
class _NotAll:
    """Marks a list of names that are left out: each once, and not all that there are."""

    names: list[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the names once each is known to be one."""
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the same."""
        return handler(schema) | {"uniqueItems": True, "maxItems": len(self.names) - 1}

    def _check(self, left_out: tuple[str, ...]) -> tuple[str, ...]:
        if set(left_out) == set(self.names):
            raise refuse("all of them are left out", "some of them; to have none, take out the whole part")
        return left_out


_ALARMS = [watched.name for watched in WATCHED]
_NOTICES = [events.name for events in IDENTITY_EVENTS]
_CONFIG_RULES = [rule.identifier for rule in CONFIG_RULES]

AlarmName = Annotated[str, _OneOf(ALARM, _ALARMS, "there is no such alarm")]
NoticeName = Annotated[str, _OneOf(NOTICE, _NOTICES, "there is no such notice")]
ConfigRuleName = Annotated[str, _OneOf(CONFIG_RULE, _CONFIG_RULES, "this is none of our rules")]

SomeAlarms = Annotated[tuple[AlarmName, ...], _NotAll(_ALARMS)]
SomeNotices = Annotated[tuple[NoticeName, ...], _NotAll(_NOTICES)]
SomeConfigRules = Annotated[tuple[ConfigRuleName, ...], _NotAll(_CONFIG_RULES)]
