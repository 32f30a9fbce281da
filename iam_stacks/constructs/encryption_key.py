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
    if key is None or _alias_of(key).startswith(_OF_AWS):
        return None
    arn = key_behind(key).key_arn
    limits.KEY_ARN.require("key", arn)
    return arn


def key_behind(given: Any) -> kms.IKey:
    """Return a key, or the key behind an alias.

    Args:
        given: a key or an alias of CDK.

    Raises:
        PolicyError: it is an alias, and CDK does not know its key.
    """
    name = _alias_of(given)
    try:
        key: kms.IKey = given.alias_target_key if name else given
    except RuntimeError as error:
        raise PolicyError(
            f"the key of alias {name!r} is not known, and KMS matches no alias in a policy; give the key, or "
            "kms.Alias.from_alias_attributes with its alias_target_key"
        ) from error
    return key


def _alias_of(key: object) -> str:
    # Interfaces of CDK are no classes at run time: what a thing is shows in what it has.
    return getattr(key, "alias_name", "")
