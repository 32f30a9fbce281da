"""Fn::Join and its like in a template's Conditions.

MiniStack compares the function itself, unresolved, so that `Fn::Equals: ["", Fn::Join: ...]` is never true: the CDK's
bootstrap stack then gives its execution role the policy "" and not AdministratorAccess. The functions that AWS resolves
in a condition:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
Delete when a release has it.
"""

from typing import Any

from ministack.services.cloudformation import changesets, engine, handlers, stacks

FUNCTIONS = {"Fn::FindInMap", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::Sub"}


def apply() -> None:
    """Resolve them first, wherever MiniStack evaluates conditions."""
    evaluate = engine._evaluate_conditions

    def evaluate_resolved(template: dict[str, Any], parameters: dict[str, Any]) -> Any:
        mappings = template.get("Mappings", {})
        conditions = _resolved(template.get("Conditions", {}), parameters, mappings)
        return evaluate({**template, "Conditions": conditions}, parameters)

    for module in (engine, changesets, handlers, stacks):
        module._evaluate_conditions = evaluate_resolved


def _resolved(node: Any, parameters: dict[str, Any], mappings: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(item, parameters, mappings) for item in node]
    if not isinstance(node, dict):
        return node
    if FUNCTIONS & node.keys():
        return engine._resolve_refs(node, {}, parameters, {}, mappings, "", "")
    return {key: _resolved(value, parameters, mappings) for key, value in node.items()}
