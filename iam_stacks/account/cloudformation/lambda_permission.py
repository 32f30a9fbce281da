"""`AWS::Lambda::Permission` as the statement that Lambda makes of it.

Sources: Lambda Developer Guide, "Working with resource-based IAM policies in Lambda" and "Security and auth model for
Lambda function URLs"; Lambda API Reference, AddPermission.
"""

from __future__ import annotations

from typing import Any

from iam_stacks.account.cloudformation.resource import Resource
from iam_stacks.account.cloudformation.text import text_of
from iam_stacks.policy.symbol import is_symbol

_CONDITIONS = {
    "SourceArn": ("ArnLike", "AWS:SourceArn"),
    "SourceAccount": ("StringEquals", "AWS:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
}
"""Property: the operator and key of its condition."""


def permission_document(resource: Resource, function: str) -> dict[str, Any]:
    """Return the policy document that a permission is.

    Args:
        resource: the permission.
        function: the function's ARN.
    """
    condition: dict[str, dict[str, str]] = {}
    for name, (operator, key) in _CONDITIONS.items():
        value = resource.get(name)
        if value is not None:
            condition.setdefault(operator, {})[key] = text_of(value)
    statement = {
        "Sid": resource.logical_id,
        "Effect": "Allow",
        "Principal": _principal(text_of(resource.get("Principal", "")), resource.resolver.pseudo["AWS::Partition"]),
        "Action": resource.get("Action"),
        "Resource": function,
    }
    return {"Version": "2012-10-17", "Statement": [statement | ({"Condition": condition} if condition else {})]}


def _principal(name: str, partition: str) -> Any:
    if name == "*":
        return "*"
    if name.startswith("arn:"):
        return {"AWS": name}
    is_account = name.isdecimal() or is_symbol(name)
    return {"AWS": f"arn:{partition}:iam::{name}:root"} if is_account else {"Service": name}
