"""Policies that ask for MFA, and those who have them."""

from __future__ import annotations

from typing import Any

from tests.checks.samples import allow

PRESENT, AGE = "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"
SECTIONS = {"Parameters": {"Text": {"Type": "String"}, "No": {"Type": "String", "Default": "false"}}}
"""With parameters of which one is known."""

WITHOUT_MFA = {"Bool": {PRESENT: "false"}}
"""What access keys escape."""


def deny(condition: Any, actions: Any = "s3:*", resources: Any = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that denies."""
    return allow(actions, resources, Effect="Deny", Condition=condition, **more)


def having(kind: str, *documents: Any, **more: Any) -> dict[str, Any]:
    """Return a user, group or role with inline policies, each of the statements given."""
    policies = [
        {"PolicyName": f"P{index}", "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
        for index, statements in enumerate(documents)
    ]
    return {kind[0]: {"Type": f"AWS::IAM::{kind}", "Properties": {"Policies": policies, **more}}}


def trusts(principal: Any, condition: Any, **more: Any) -> dict[str, Any]:
    """Return a statement of a trust policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", "Condition": condition, **more}
