"""Resources with policies of their own."""

from __future__ import annotations

from typing import Any

SECTIONS = {"Parameters": {"Text": {"Type": "String"}, "Known": {"Type": "String", "Default": "known"}}}
"""With parameters of which one is known."""


def bucket(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return the policy of a bucket."""
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return {"B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": document}}}


def names(principal: Any, actions: Any, effect: str = "Allow", **more: Any) -> dict[str, Any]:
    """Return a statement that names principals."""
    return {
        **{"Effect": effect, "Principal": principal, "Action": actions, "Resource": "arn:aws:s3:::b/*"},
        **more,
    }
