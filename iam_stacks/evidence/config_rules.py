"""Rules of AWS Config that tell where a practice is not met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.values import from_json, objects

_RULE, _OF_ORGANIZATION = "AWS::Config::ConfigRule", "AWS::Config::OrganizationConfigRule"


def config_rules_for(records: Records, practice: Practice) -> Iterator[str]:
    """Yield the names of the managed rules that watch a practice, and are told to look closely enough."""
    for declared in records.declared(_RULE, _OF_ORGANIZATION):
        identifier, told = _managed(declared)
        closely = (each.suffices(told.get(each.name, each.default)) for each in practice.parameters)
        looks = declared.certain and _looks_at_all(declared, records.account.account_id)
        if looks and identifier in practice.config_rules and all(closely):
            yield called(declared)


def _looks_at_all(declared: Declared, account_id: str) -> bool:
    """Tell whether a rule judges all that is there, and not only some resources, or what is not there yet."""
    given = declared.properties
    scope = from_json(given.get("Scope")).keys() - {"ComplianceResourceTypes"}
    managed = from_json(given.get("OrganizationManagedRuleMetadata")).keys() & {"ResourceIdScope", "TagKeyScope"}
    modes = [each.get("Mode") for each in objects(given.get("EvaluationModes"))]
    here = account_id not in given.get("ExcludedAccounts", ())
    return here and not scope and not managed and (not modes or "DETECTIVE" in modes)


def _managed(declared: Declared) -> tuple[Any, Mapping[str, Any]]:
    """Return which managed rule it is, and its parameters."""
    given = declared.properties
    if declared.type == _OF_ORGANIZATION:
        managed = from_json(given.get("OrganizationManagedRuleMetadata"))
        return managed.get("RuleIdentifier"), from_json(managed.get("InputParameters"))
    source = from_json(given.get("Source"))
    return source.get("Owner") == "AWS" and source.get("SourceIdentifier"), from_json(given.get("InputParameters"))
