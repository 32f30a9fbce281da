"""Constructs of which an account can have one for each key."""

from __future__ import annotations

from aws_cdk import Stack
from constructs import Construct

from iam_stacks.policy import PolicyError


def refuse_second(construct: Construct, what: str, key: str) -> None:
    """Refuse a second construct of a class with the same key in the same account, in whatever stack of the app.

    Stacks whose account is not known count as one account.

    Args:
        construct: the one just defined; it has the key as `account_key`.
        what: what the key is, for the message.
        key: what AWS keeps unique in an account.

    Raises:
        PolicyError: there is one already; it names that one.
    """
    account = Stack.of(construct).account
    for other in construct.node.root.node.find_all():
        if (
            isinstance(other, type(construct))
            and other is not construct
            and getattr(other, "account_key", None) == key
            and Stack.of(other).account == account
        ):
            raise PolicyError(
                f"{construct.node.path}: an account has one provider for each {what}, and {other.node.path} is that of "
                f"{key}; use it instead"
            )
