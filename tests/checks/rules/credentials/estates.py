"""Resources with credentials."""

from __future__ import annotations

from typing import Any

PASSWORD = "Correct-Horse-7"


def user(password: Any = None, name: str = "", **more: Any) -> dict[str, Any]:
    """Return a user named U, perhaps with a password that must be changed."""
    profile = {"LoginProfile": {"Password": password, "PasswordResetRequired": True}} if password else {}
    named = {"UserName": name} if name else {}
    return {"U": {"Type": "AWS::IAM::User", "Properties": profile | named | more}}


def key(of: Any = None, **more: Any) -> dict[str, Any]:
    """Return an access key named K, of U if nobody else is given."""
    return {"K": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": of or {"Ref": "U"}, **more}}}


def secret(value: Any) -> dict[str, Any]:
    """Return a secret named S."""
    return {"S": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": value}}}


def parameter(**more: Any) -> dict[str, Any]:
    """Return the section with a parameter named P."""
    return {"Parameters": {"P": {"Type": "String", **more}}}
