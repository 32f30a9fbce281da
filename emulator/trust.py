"""Whom a role trusts, in a few words: "lambda.amazonaws.com", "account 999999999999 (ExternalId=example-id)"."""

from typing import Any

SIGNS = {"StringEquals": "=", "StringLike": "~", "ArnEquals": "=", "ArnLike": "~", "Bool": "="}


def in_short(document: dict[str, Any]) -> str:
    """Return the principals of a trust policy, each statement's conditions behind its own."""
    return ", ".join(_statement(statement) for statement in _as_list(document["Statement"]))


def _statement(statement: dict[str, Any]) -> str:
    deny = "not " if statement["Effect"] == "Deny" else ""
    who = ", ".join(_principals(statement["Principal"])) if "Principal" in statement else _others(statement)
    conditions = ", ".join(_conditions(statement.get("Condition", {})))
    return f"{deny}{who} ({conditions})" if conditions else f"{deny}{who}"


def _others(statement: dict[str, Any]) -> str:
    return f"all but {', '.join(_principals(statement['NotPrincipal']))}"


def _principals(principal: Any) -> list[str]:
    if principal == "*":
        return ["anybody"]
    return [_name(kind, value) for kind, values in principal.items() for value in _as_list(values)]


def _name(kind: str, value: str) -> str:
    if kind == "AWS":
        account, _, resource = value.removeprefix("arn:aws:iam::").partition(":")
        named = f"{resource} of account {account}" if resource not in ("", "root") else f"account {account}"
        return "anybody" if value == "*" else named
    return value.rpartition(":oidc-provider/")[2] if kind == "Federated" else value


def _conditions(conditions: dict[str, dict[str, Any]]) -> list[str]:
    return [
        f"{key.rpartition(':')[2]}{SIGNS.get(operator, f' {operator} ')}{' or '.join(map(str, _as_list(values)))}"
        for operator, keys in conditions.items()
        for key, values in keys.items()
    ]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
