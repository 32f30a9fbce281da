"""The key that something is encrypted with, as a statement must name it."""

from __future__ import annotations

from typing import Any

from aws_cdk import aws_kms as kms

from iam_stacks.policy import PolicyError, limits

_OF_AWS = "alias/aws/"


def key_arn_of(key: kms.IKey | None) -> str | None:
    """Return the ARN of a key, or of the key behind an alias: as a resource, an alias does not stand for its key.

    AWS source: AWS KMS Developer Guide, "Specifying KMS keys in IAM policy statements", and "Permissions for AWS
    services in key policies": of a key that AWS manages, the service itself says who may use it.

    Args:
        key: a key or an alias of CDK.

    Returns:
        The ARN; None if there is no key, or one that AWS manages, which takes no right.

    Raises:
        PolicyError: it is an alias, and CDK does not know its key.
    """
    # Interfaces of CDK are no classes at run time: what a thing is shows in what it has.
    alias = getattr(key, "alias_name", "")
    if key is None or alias.startswith(_OF_AWS):
        return None
    arn: str = _behind(key, alias).key_arn if alias else key.key_arn
    limits.KEY_ARN.require("key", arn)
    return arn


def _behind(alias: Any, name: str) -> kms.IKey:
    try:
        key: kms.IKey = alias.alias_target_key
    except RuntimeError as error:
        raise PolicyError(
            f"the key of alias {name!r} is not known, and KMS matches no alias in a policy; give the key, or "
            "kms.Alias.from_alias_attributes with its alias_target_key"
        ) from error
    return key
