"""Resources and statements for tests of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def managed(*statements: Mapping[str, Any], version: str | None = "2012-10-17", **more: Any) -> dict[str, Any]:
    """Return the resource of a managed policy named P."""
    return {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": _policy(statements, version) | more}}


def role(*statements: Mapping[str, Any], version: str | None = "2012-10-17", **more: Any) -> dict[str, Any]:
    """Return the resource of a role named R that has a trust policy."""
    document = _policy(statements, version)["PolicyDocument"]
    return {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document, **more}}}


def allow(actions: Any, resources: Any = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that allows; `more` are further elements, or others instead of these when they are None."""
    elements = {"Effect": "Allow", "Action": actions, "Resource": resources, **more}
    return {name: value for name, value in elements.items() if value is not None}


def _policy(statements: Any, version: str | None) -> dict[str, Any]:
    document = {"Version": version, "Statement": list(statements)}
    return {"PolicyDocument": {name: value for name, value in document.items() if value is not None}}
